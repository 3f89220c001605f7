using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>A handle to a resource: owned or borrowed. An index into the component instance's handle table.</summary>
public abstract class HandleType : ComponentType
{
    private protected HandleType(ResourceType resource, bool isBorrow)
        : base(
            TypeLayout.Scalar(4),
            TypeLayout.Scalar(4),
            [ValKind.I32],
            TypeTraits.Leaf with { ContainsHandle = true, ContainsBorrow = isBorrow })
    {
        Resource = resource;
    }

    /// <summary>The resource that the handle refers to.</summary>
    public ResourceType Resource { get; }
}
