using System.Collections.Immutable;

namespace Whorl.Components.Types;

/// <summary>
/// Replaces resources, and types by name, throughout types. Parts that are shared stay shared: each object is rebuilt at
/// most once, and what does not change keeps its identity.
/// </summary>
internal sealed class TypeSubstitution
{
    private readonly Dictionary<ResourceType, ResourceType> _resources = [];
    private readonly Dictionary<TypeDefinition, TypeDefinition> _types = new(ReferenceEqualityComparer.Instance);
    private bool _renames;

    /// <summary>True when <paramref name="resource"/> has a replacement.</summary>
    public bool Contains(ResourceType resource) => _resources.ContainsKey(resource);

    public void Map(ResourceType from, ResourceType to) => _resources.TryAdd(from, to);

    /// <summary>Replaces a named type by another object that stands for the same type under another name.</summary>
    public void Map(TypeDefinition from, TypeDefinition to)
    {
        _renames = true;
        _types.TryAdd(from, to);
    }

    /// <summary>Forgets what was rebuilt so far, after the resources changed.</summary>
    public void Forget() => _types.Clear();

    public ResourceType Apply(ResourceType resource) => _resources.GetValueOrDefault(resource, resource);

    public T Apply<T>(T type)
        where T : TypeDefinition
    {
        if (!_renames && !type.Traits.MentionsResource)
        {
            return type;
        }

        if (!_types.TryGetValue(type, out var result))
        {
            result = type.SubstituteParts(this);
            _types.Add(type, result);
        }

        return (T)result;
    }

    /// <summary>The types with replacements; the same array when none changes.</summary>
    public ImmutableArray<T> Apply<T>(ImmutableArray<T> types)
        where T : TypeDefinition
    {
        ImmutableArray<T>.Builder? result = null;
        for (var i = 0; i < types.Length; i++)
        {
            var changed = Apply(types[i]);
            if (!ReferenceEquals(changed, types[i]))
            {
                result ??= types.ToBuilder();
                result[i] = changed;
            }
        }

        return result?.ToImmutable() ?? types;
    }
}
