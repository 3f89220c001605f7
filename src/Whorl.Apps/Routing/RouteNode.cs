using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Whorl.Apps.Routing;

/// <summary>A point in the tree of routes: what may follow the segments so far, and what ends here.</summary>
internal sealed class RouteNode<TTarget>
{
    private readonly FrozenDictionary<string, RouteNode<TTarget>>.AlternateLookup<ReadOnlySpan<char>> _literals;

    public RouteNode(
        Dictionary<string, RouteNode<TTarget>> literals,
        (RouteSegment Segment, RouteNode<TTarget> Node)[] captures,
        Route<TTarget>? exact,
        Route<TTarget>? wildcard)
    {
        _literals = literals.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Captures = captures;
        Exact = exact;
        Wildcard = wildcard;
    }

    /// <summary>The segments with captures that may follow, from the most to the least specific.</summary>
    public (RouteSegment Segment, RouteNode<TTarget> Node)[] Captures { get; }

    public Route<TTarget>? Exact { get; }

    public Route<TTarget>? Wildcard { get; }

    public bool TryGetLiteral(ReadOnlySpan<char> segment, [NotNullWhen(true)] out RouteNode<TTarget>? node) =>
        _literals.TryGetValue(segment, out node);
}
