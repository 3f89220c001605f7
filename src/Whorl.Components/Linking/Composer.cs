using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Linking;

/// <summary>
/// Plans several components as one. Each part is a component instance of its own, as if an outermost component without code had
/// instantiated them all; what one part exports meets what another imports.
/// </summary>
internal sealed class Composer
{
    private readonly PlanBuilder _builder;
    private readonly int _outermost;
    private readonly Dictionary<ComponentPart, ComposedPart> _parts = new(ReferenceEqualityComparer.Instance);

    private Composer(PlanBuilder builder)
    {
        _builder = builder;
        _outermost = builder.AddComponentInstance(parent: -1);
    }

    /// <summary>Plans a part with all that it is linked to.</summary>
    /// <exception cref="LinkException">A link fits no import, or what it gives is not there or of another type.</exception>
    public static ComposedPart Run(PlanBuilder builder, ComponentPart root) => new Composer(builder).Instantiate(root);

    private ComposedPart Instantiate(ComponentPart part)
    {
        if (_parts.TryGetValue(part, out var made))
        {
            return made;
        }

        var providers = part.Links.Select(link => new Provider(part, link, Instantiate(link.Provider))).ToImmutableArray();
        var component = ComponentBinary.Decode(part.Bytes);
        CheckUse(part, providers, component.Signature.Imports);
        var frame = new ComponentFrame(_builder, component, outer: null, _outermost, depth: 1);
        var host = new ImportItems(_builder, frame.Types, ImportBindings.None) { Part = _builder.AddPart(part.Name) };
        var exports = frame.Run(import =>
            providers.FirstOrDefault(p => p.Fits(import.Name.Name)) is { } provider
                ? provider.Take(import, component.Signature, frame.Types)
                : host.Find(import));
        made = new ComposedPart(exports, component.Signature.Exports.Substitute(frame.Types), component.Signature.Exports);
        _parts.Add(part, made);
        return made;
    }

    private static void CheckUse(ComponentPart part, ImmutableArray<Provider> providers, ExternTypes imports)
    {
        var problems = providers.Where(p => !imports.Any(import => p.Fits(import.Key))).Select(p =>
            $"\"{part.Name}\" does not import \"{p.Link.Import}\", which \"{p.Link.Provider.Name}\" is to meet. It imports "
            + $"{(imports.Count == 0 ? "nothing" : string.Join(", ", imports.Select(import => $"\"{import.Key}\"")))}.").ToImmutableArray();
        if (!problems.IsEmpty)
        {
            throw new LinkException(problems);
        }
    }

    /// <summary>A part that meets an import of another one.</summary>
    private sealed class Provider(ComponentPart user, ComponentLink link, ComposedPart part)
    {
        public ComponentLink Link => link;

        public bool Fits(string import) => ComponentLink.Fits(link.Import, import);

        /// <summary>The export that meets an import.</summary>
        /// <param name="import">The import.</param>
        /// <param name="signature">The importing component's type.</param>
        /// <param name="types">What the importing component's resources are in the plan, as far as its imports are bound.</param>
        public PlanItem Take(ImportDefinition import, ComponentSignature signature, TypeSubstitution types)
        {
            var wanted = link.Export ?? import.Name.Name;
            var export = FindExport(wanted) ?? throw new LinkException(
                [$"\"{link.Provider.Name}\" is to meet the import \"{import.Name.Name}\" of \"{user.Name}\", but does not export \"{wanted}\". "
                    + $"It exports {string.Join(", ", part.Types.Select(e => $"\"{e.Key}\""))}."]);

            // A substitution of its own: the frame's would keep types in which resources of later imports are still unknown.
            var bound = new TypeSubstitution();
            foreach (var resource in signature.ImportedResources.Where(types.Contains))
            {
                bound.Map(resource, types.Apply(resource));
            }

            var expected = new ExternTypes(new(StringComparer.Ordinal) { [wanted] = import.Type.Substitute(bound) });
            var open = signature.ImportedResources.Where(resource => !types.Contains(resource)).ToList();
            part.Types.TryGet(export, out var actual);
            return Subtyping.Match(expected, open, _ => actual, "import", out _) is { } mismatch
                ? throw new LinkException(
                    [$"The export \"{export}\" of \"{link.Provider.Name}\" cannot meet the import \"{import.Name.Name}\" of \"{user.Name}\": {mismatch}."])
                : part.Exports[export];
        }

        private string? FindExport(string wanted)
        {
            if (part.Types.TryGet(wanted, out _))
            {
                return wanted;
            }

            var name = InterfaceName.Parse(wanted);
            return part.Types.Select(e => e.Key).FirstOrDefault(e => InterfaceName.Parse(e).Meets(name));
        }
    }
}

/// <summary>A part that is planned.</summary>
/// <param name="Exports">What its instance exports.</param>
/// <param name="Types">The exports' types, in terms of the plan's resources.</param>
/// <param name="Declared">The exports' types, as the component declares them.</param>
internal sealed record ComposedPart(Dictionary<string, PlanItem> Exports, ExternTypes Types, ExternTypes Declared);
