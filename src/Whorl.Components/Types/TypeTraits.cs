namespace Whorl.Components.Types;

/// <summary>Facts about a type that hold for the whole tree below it, gathered once when it is built.</summary>
/// <remarks><c>NodeCount</c> counts shared parts as often as they occur: it bounds the work of a walk. <c>Depth</c> is the longest path to a leaf.</remarks>
internal readonly record struct TypeTraits(
    bool MentionsResource, bool ContainsBorrow, bool ContainsHandle, bool NeedsMemory, long NodeCount, int Depth)
{
    public static readonly TypeTraits Leaf = new(false, false, false, false, 1, 1);

    public static TypeTraits Of(params ReadOnlySpan<ComponentType?> parts)
    {
        var result = Leaf;
        foreach (var part in parts)
        {
            if (part is not null)
            {
                result = result.With(part.Traits);
            }
        }

        return result;
    }

    public TypeTraits With(TypeTraits part) => new(
        MentionsResource || part.MentionsResource,
        ContainsBorrow || part.ContainsBorrow,
        ContainsHandle || part.ContainsHandle,
        NeedsMemory || part.NeedsMemory,
        Math.Min(NodeCount + part.NodeCount, int.MaxValue),
        Math.Max(Depth, part.Depth + 1));
}
