using Whorl.Components.Types;

namespace Whorl.Components.Inspection.Wit;

/// <summary>Where each named type of a component has its name.</summary>
internal sealed class WitTypeNames
{
    private readonly Dictionary<TypeDefinition, Home> _homes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ResourceType, Home> _resources = [];

    /// <summary>Bounds the text of all types together.</summary>
    public TextBudget Budget { get; } = new();

    /// <summary>The interface or world that names a type, and the name.</summary>
    public sealed record Home(WitScope Scope, string Name);

    public void Declare(WitScope scope, string name, TypeDefinition type)
    {
        var home = new Home(scope, name);
        _homes.TryAdd(type, home);
        if (type is ResourceName resource)
        {
            _resources.TryAdd(resource.Resource, home);
        }
    }

    /// <summary>Finds a type by the object that its name introduced; a resource also by any other name of it.</summary>
    public Home? Find(TypeDefinition type) =>
        _homes.GetValueOrDefault(type) ?? (type is ResourceName resource ? _resources.GetValueOrDefault(resource.Resource) : null);
}
