using Whorl.Components.Types;

namespace Whorl.Components.Validation;

/// <summary>
/// The types that have a name outside a component. Whatever is imported or exported may only mention records, variants,
/// enums, flags and resources that such a name was given to, so that others have a word for them.
/// </summary>
internal sealed class VisibleTypes
{
    private readonly HashSet<TypeDefinition> _named = new(ReferenceEqualityComparer.Instance);

    public void Add(TypeDefinition type) => _named.Add(type);

    /// <summary>True when everything that <paramref name="type"/> is made of can be named; the type itself need not have a name.</summary>
    public bool PartsAreVisible(TypeDefinition type) => type switch
    {
        AggregateType aggregate => aggregate.Members.All(IsVisible),
        TaggedType tagged => tagged.Cases.All(c => c.Type is null || IsVisible(c.Type)),
        ListType list => IsVisible(list.Element),
        MapType map => IsVisible(map.Key) && IsVisible(map.Value),
        HandleType handle => _named.Contains(handle.Name),
        StreamType stream => stream.Element is null || IsVisible(stream.Element),
        FutureType future => future.Element is null || IsVisible(future.Element),
        ComponentFuncType func => func.Parameters.All(p => IsVisible(p.Type)) && (func.Result is null || IsVisible(func.Result)),
        InstanceType instance => instance.Exports.All(export => ExportIsVisible(export.Value)),

        // Primitives and flags have no parts, resources are named by being imported or exported, and component types
        // were checked where they were made.
        _ => true,
    };

    /// <summary>True when <paramref name="type"/> can be written down with names that are known outside.</summary>
    public bool IsVisible(ComponentType type) => type is RecordType or VariantType or EnumType or FlagsType
        ? _named.Contains(type)
        : PartsAreVisible(type);

    private bool ExportIsVisible(ExternType export) => export switch
    {
        FuncExtern func => PartsAreVisible(func.Type),
        TypeExtern type => PartsAreVisible(type.Created),
        ValueExtern value => PartsAreVisible(value.Type),
        InstanceExtern instance => PartsAreVisible(instance.Type),
        _ => true,
    };
}
