using System.Collections.Immutable;
using System.Globalization;
using Whorl.Apps.Model;
using Whorl.Components.Hosting;

namespace Whorl.Runtime.Loading;

/// <summary>
/// A component with its dependencies and with what stands before it, as the parts of one composition, and what each part inherits of the
/// component's capabilities.
/// </summary>
internal sealed record ComponentParts(ComponentPart Root, ImmutableDictionary<string, InheritedCapabilities> Inherited)
{
    /// <summary>
    /// Makes the parts. Dependencies with one source and one inheritance are one part, so that interfaces of one package can share its
    /// resources. Each place in a chain of middleware is a part of its own, as each is linked to another next one.
    /// </summary>
    public static ComponentParts Create(ComponentModel model, ComponentWasm wasm)
    {
        var inherited = ImmutableDictionary.CreateBuilder<string, InheritedCapabilities>(StringComparer.Ordinal);
        var root = new ComponentPart(model.Id, wasm.Own) { Links = LinksOf(model, wasm, inherited) };
        for (int i = model.Middleware.Length - 1; i >= 0; i--)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"middleware {i + 1} of {model.Id}");
            inherited.Add(name, model.Middleware[i].Inherits);
            root = new ComponentPart(name, wasm.Middleware[i]) { Links = [new ComponentLink(MiddlewareChecks.Handler, root)] };
        }

        return new ComponentParts(root, inherited.ToImmutable());
    }

    private static ImmutableArray<ComponentLink> LinksOf(
        ComponentModel model, ComponentWasm wasm, ImmutableDictionary<string, InheritedCapabilities>.Builder inherited)
    {
        var parts = new Dictionary<(DependencySource, InheritedCapabilities), ComponentPart>();
        var links = ImmutableArray.CreateBuilder<ComponentLink>(model.Dependencies.Length);
        foreach ((DependencyModel dependency, byte[] bytes) in model.Dependencies.Zip(wasm.Dependencies))
        {
            string import = dependency.Name!.ToString();
            if (!parts.TryGetValue((dependency.Source, dependency.Inherits), out ComponentPart? part))
            {
                // A part's name decides what it is linked to, and an import may be called what the component is.
                string name = import == model.Id ? $"dependency {import}" : import;
                part = new ComponentPart(name, bytes);
                parts.Add((dependency.Source, dependency.Inherits), part);
                inherited.Add(name, dependency.Inherits);
            }

            links.Add(new ComponentLink(import, part) { Export = dependency.Export });
        }

        return links.MoveToImmutable();
    }
}
