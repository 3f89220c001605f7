using System.Collections.Immutable;
using Whorl.Apps.Model;
using Whorl.Components.Hosting;

namespace Whorl.Runtime.Loading;

/// <summary>A component with its dependencies, as the parts of one composition, and what each part inherits of the component's capabilities.</summary>
internal sealed record ComponentParts(ComponentPart Root, ImmutableDictionary<string, InheritedCapabilities> Inherited)
{
    /// <summary>
    /// Makes the parts. Dependencies with one source and one inheritance are one part, so that interfaces of one package can share its
    /// resources.
    /// </summary>
    public static ComponentParts Create(ComponentModel model, ComponentWasm wasm)
    {
        var parts = new Dictionary<(DependencySource, InheritedCapabilities), ComponentPart>();
        var links = ImmutableArray.CreateBuilder<ComponentLink>(model.Dependencies.Length);
        var inherited = ImmutableDictionary.CreateBuilder<string, InheritedCapabilities>(StringComparer.Ordinal);
        foreach ((DependencyModel dependency, byte[] bytes) in model.Dependencies.Zip(wasm.Dependencies))
        {
            string import = dependency.Name!.ToString();
            if (!parts.TryGetValue((dependency.Source, dependency.Inherits), out ComponentPart? part))
            {
                part = new ComponentPart(import, bytes);
                parts.Add((dependency.Source, dependency.Inherits), part);
                inherited.Add(import, dependency.Inherits);
            }

            links.Add(new ComponentLink(import, part) { Export = dependency.Export });
        }

        return new ComponentParts(new ComponentPart(model.Id, wasm.Own) { Links = links.MoveToImmutable() }, inherited.ToImmutable());
    }
}
