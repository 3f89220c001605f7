using System.Collections.Immutable;

namespace Whorl.Apps.Routing;

/// <summary>
/// Finds the route of a path. Segment by segment a literal beats a capture and a capture beats a wildcard, so that an
/// exact route wins over any other and the longest prefix over a shorter one, whatever the order of declaration.
/// Only the path counts: no host, method, header or query. Immutable, and safe to use from many threads.
/// </summary>
/// <typeparam name="TTarget">What a route leads to.</typeparam>
public sealed class Router<TTarget>
{
    private const int StackCaptures = 16;

    private readonly RouteNode<TTarget> _root;
    private readonly int _maxCaptures;

    /// <summary>Makes a router.</summary>
    /// <param name="routes">
    /// The routes in the order of declaration. Of several with the same <see cref="RoutePattern.RawRoute"/> the last one
    /// counts; of several that are written differently and mean the same, the first.
    /// </param>
    public Router(IEnumerable<KeyValuePair<RoutePattern, TTarget>> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var builder = new RouteTreeBuilder<TTarget>();
        foreach (var (pattern, target) in routes)
        {
            builder.Add(pattern, target);
        }

        Routes = builder.InOrderOfPrecedence();
        _root = RouteTreeBuilder<TTarget>.Build(Routes);
        _maxCaptures = Routes.IsEmpty ? 0 : Routes.Max(r => r.Pattern.Captures.Length);
    }

    /// <summary>The routes that can match, from the most to the least specific; equals in the order of declaration.</summary>
    public ImmutableArray<Route<TTarget>> Routes { get; }

    /// <summary>Finds the route of a path. Allocates only when the route captures something.</summary>
    /// <param name="path">The path of a request target, as it was sent (not percent-decoded), without the query.</param>
    /// <param name="match">The route and what it captured.</param>
    /// <returns>Whether there is a route.</returns>
    public bool TryMatch(string path, out RouteMatch<TTarget> match)
    {
        ArgumentNullException.ThrowIfNull(path);
        match = default;
        if (!path.StartsWith('/'))
        {
            return false;
        }

        // Slashes at both ends mean nothing to routes; one at the end shows in the trailing wildcard.
        var trimmed = path.AsSpan().TrimStart('/');
        var start = path.Length - trimmed.Length;
        var end = start + trimmed.TrimEnd('/').Length;

        Span<CaptureRange> captures = _maxCaptures <= StackCaptures
            ? stackalloc CaptureRange[StackCaptures]
            : new CaptureRange[_maxCaptures];
        var search = new RouteSearch<TTarget>(path, end, captures);
        if (!search.Run(_root, start, captured: 0))
        {
            return false;
        }

        var route = search.Found!;
        CaptureRange[]? kept = route.Pattern.Captures.IsEmpty ? null : captures[..route.Pattern.Captures.Length].ToArray();
        match = new RouteMatch<TTarget>(route.Target, route.Pattern, path, search.Wildcard, kept);
        return true;
    }
}
