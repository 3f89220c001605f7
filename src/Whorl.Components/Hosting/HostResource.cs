namespace Whorl.Components.Hosting;

/// <summary>The identity of a resource type that the host defines. Two handles are of one type when they hold the same object.</summary>
/// <param name="name">The resource's plain name in the interface that defines it, such as <c>fields</c>.</param>
public sealed class HostResource(string name)
{
    /// <summary>The resource's plain name in the interface that defines it.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
