namespace Whorl.Components.Types;

/// <summary>Replaces resources in types, keeping shared parts shared: a type that occurs twice is rebuilt once.</summary>
internal sealed class ResourceSubstitution
{
    private readonly Dictionary<ResourceType, ResourceType> _resources;
    private readonly Dictionary<ComponentType, ComponentType> _rebuilt = new(ReferenceEqualityComparer.Instance);

    public ResourceSubstitution(Dictionary<ResourceType, ResourceType> resources)
    {
        _resources = resources;
    }

    public ResourceType Replace(ResourceType resource) => _resources.GetValueOrDefault(resource, resource);

    public ComponentType Apply(ComponentType type)
    {
        if (!_rebuilt.TryGetValue(type, out var result))
        {
            result = type.SubstituteParts(this);
            _rebuilt.Add(type, result);
        }

        return result;
    }
}
