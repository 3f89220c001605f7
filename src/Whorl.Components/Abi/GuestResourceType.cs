namespace Whorl.Components.Abi;

/// <summary>The identity of a resource type that a component in this store defines.</summary>
internal sealed class GuestResourceType(string name, int definition, ComponentState definer)
{
    public string Name { get; } = name;

    /// <summary>Index into the plan's resources, which hold the destructor.</summary>
    public int Definition { get; } = definition;

    /// <summary>The component instance that defines the resource; it sees representations where others see handles.</summary>
    public ComponentState Definer { get; } = definer;

    public override string ToString() => Name;
}
