using Whorl.Components.Linking;
using Whorl.Components.Types;

namespace Whorl.Components.Modules;

/// <summary>What the component that is made of a core module imports and exports.</summary>
internal sealed record World(ExternTypes Imports, ExternTypes Exports, StringEncoding Encoding)
{
    /// <summary>The world of a module that has none.</summary>
    public static World Empty { get; } = new(ExternTypes.Empty, ExternTypes.Empty, StringEncoding.Utf8);

    /// <summary>
    /// The union of two worlds, as a module has that was linked from several libraries, each with bindings of its own. A resource that
    /// both import is one.
    /// </summary>
    public World Add(World other)
    {
        var substitution = new TypeSubstitution();
        var imports = new OrderedDictionary<string, ExternType>(StringComparer.Ordinal);
        foreach (var (name, type) in Imports)
        {
            imports.Add(name, type);
        }

        foreach (var (name, type) in other.Imports)
        {
            imports[name] = imports.TryGetValue(name, out var known) ? Unite(known, type, substitution) : type.Substitute(substitution);
        }

        var exports = new OrderedDictionary<string, ExternType>(StringComparer.Ordinal);
        foreach (var (name, type) in Exports.Concat(other.Exports.Substitute(substitution)))
        {
            exports.TryAdd(name, type);
        }

        return new World(new ExternTypes(imports), new ExternTypes(exports), Encoding);
    }

    private static ExternType Unite(ExternType known, ExternType more, TypeSubstitution substitution)
    {
        if ((known, more) is (TypeExtern { Created: ResourceName first }, TypeExtern { Created: ResourceName second }))
        {
            substitution.Map(second.Resource, first.Resource);
            return known;
        }

        if ((known, more) is not (InstanceExtern a, InstanceExtern b))
        {
            return known;
        }

        // The resources first: other types of the interface mention them.
        foreach (var (name, type) in b.Type.Exports)
        {
            if (type is TypeExtern { Created: ResourceName mine } && a.Type.Exports.TryGet(name, out var its) && its is TypeExtern { Created: ResourceName theirs })
            {
                substitution.Map(mine.Resource, theirs.Resource);
            }
        }

        var exports = new OrderedDictionary<string, ExternType>(StringComparer.Ordinal);
        foreach (var (name, type) in a.Type.Exports.Concat(b.Type.Exports.Substitute(substitution)))
        {
            exports.TryAdd(name, type);
        }

        return new InstanceExtern(new InstanceType(
            new ExternTypes(exports),
            [.. a.Type.FreshResources, .. b.Type.FreshResources.Where(r => !substitution.Contains(r))],
            a.Type.ExportedResources.Union(b.Type.ExportedResources.Select(substitution.Apply))));
    }
}
