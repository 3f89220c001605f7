namespace Whorl.Apps.Routing;

/// <summary>
/// One walk down the tree of routes. It goes back where a branch leads nowhere, but visits each node at most once,
/// since a node lies at a fixed depth: a request cannot cost more than the number of routes.
/// </summary>
internal ref struct RouteSearch<TTarget>(string path, int end, Span<CaptureRange> captures)
{
    private readonly Span<CaptureRange> _captures = captures;

    public Route<TTarget>? Found { get; private set; }

    public CaptureRange Wildcard { get; private set; }

    /// <summary>Looks for the rest of the path, from <paramref name="position"/>, below <paramref name="node"/>.</summary>
    public bool Run(RouteNode<TTarget> node, int position, int captured)
    {
        if (position >= end)
        {
            Found = node.Exact ?? node.Wildcard;
            if (Found is { Pattern.IsWildcard: true })
            {
                Wildcard = path.EndsWith('/') ? new CaptureRange(path.Length - 1, 1) : new CaptureRange(path.Length, 0);
            }

            return Found is not null;
        }

        var rest = path.AsSpan(position, end - position);
        var length = rest.IndexOf('/') is >= 0 and var slash ? slash : rest.Length;
        var segment = rest[..length];
        if (node.TryGetLiteral(segment, out var literal) && Run(literal, position + length + 1, captured))
        {
            return true;
        }

        foreach (var (pattern, next) in node.Captures)
        {
            if (pattern.Matches(segment, _captures[captured..]))
            {
                var count = pattern.CaptureCount;
                foreach (ref var range in _captures.Slice(captured, count))
                {
                    range = new CaptureRange(range.Start + position, range.Length);
                }

                if (Run(next, position + length + 1, captured + count))
                {
                    return true;
                }
            }
        }

        if (node.Wildcard is null)
        {
            return false;
        }

        // The slash before the rest belongs to the wildcard, and so does one slash after it.
        Found = node.Wildcard;
        var stop = end < path.Length ? end + 1 : end;
        Wildcard = new CaptureRange(position - 1, stop - position + 1);
        return true;
    }
}
