namespace Whorl.Components.Hosting;

/// <summary>Names a resource type that components define and export. One object serves all components; generated code keeps it in a static field.</summary>
/// <param name="interfaceName">The exported interface, such as <c>my:app/store@1.0.0</c>; empty when a component exports the resource by itself.</param>
/// <param name="name">The resource's name in that interface.</param>
public sealed class ExportedResource(string interfaceName, string name)
{
    /// <summary>The exported interface; empty when a component exports the resource by itself.</summary>
    public string InterfaceName { get; } = interfaceName;

    /// <summary>The resource's name in its interface.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override string ToString() => ExportedFunction.FullName(InterfaceName, Name);
}
