using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>A handle to a resource: owned or borrowed. An index into the component instance's handle table.</summary>
public abstract class HandleType : ComponentType
{
    private protected HandleType(ResourceName name, bool isBorrow)
        : base(
            TypeLayout.Scalar(4),
            TypeLayout.Scalar(4),
            [ValKind.I32],
            TypeTraits.Leaf with { MentionsResource = true, ContainsHandle = true, ContainsBorrow = isBorrow })
    {
        Name = name;
    }

    /// <summary>The resource that the handle refers to.</summary>
    public ResourceType Resource => Name.Resource;

    /// <summary>The name by which the type refers to the resource.</summary>
    internal ResourceName Name { get; }
}
