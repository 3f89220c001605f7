using System.Collections.Immutable;

namespace Whorl.Apps.Routing;

/// <summary>Orders routes by precedence and builds the tree that is searched.</summary>
internal sealed class RouteTreeBuilder<TTarget>
{
    private readonly List<Route<TTarget>> _routes = [];

    public void Add(RoutePattern pattern, TTarget target)
    {
        var route = new Route<TTarget>(pattern, target);
        var same = _routes.FindIndex(r => r.Pattern.RawRoute == pattern.RawRoute);
        if (same >= 0)
        {
            _routes[same] = route;
        }
        else if (!_routes.Exists(r => r.Pattern.IsEquivalentTo(pattern)))
        {
            _routes.Add(route);
        }
    }

    public ImmutableArray<Route<TTarget>> InOrderOfPrecedence() => [.. _routes.OrderBy(r => r.Pattern, RoutePrecedence.Instance)];

    /// <summary>Builds the tree below the first <paramref name="depth"/> segments, which all the routes have in common.</summary>
    public static RouteNode<TTarget> Build(IEnumerable<Route<TTarget>> routes, int depth = 0)
    {
        Route<TTarget>? exact = null;
        Route<TTarget>? wildcard = null;
        var literals = new Dictionary<string, List<Route<TTarget>>>(StringComparer.Ordinal);
        var captures = new List<(RouteSegment Segment, List<Route<TTarget>> Routes)>();
        foreach (var route in routes)
        {
            var pattern = route.Pattern;
            if (pattern.Segments.Length == depth)
            {
                (exact, wildcard) = pattern.IsWildcard ? (exact, route) : (route, wildcard);
                continue;
            }

            var segment = pattern.Segments[depth];
            if (segment.Literal is { } text)
            {
                if (!literals.TryGetValue(text, out var below))
                {
                    literals.Add(text, below = []);
                }

                below.Add(route);
                continue;
            }

            var index = captures.FindIndex(c => c.Segment.IsEquivalentTo(segment));
            if (index < 0)
            {
                captures.Add((segment, [route]));
            }
            else
            {
                captures[index].Routes.Add(route);
            }
        }

        return new RouteNode<TTarget>(
            literals.ToDictionary(l => l.Key, l => Build(l.Value, depth + 1), StringComparer.Ordinal),
            [.. captures.OrderBy(c => c.Segment, RoutePrecedence.Instance).Select(c => (c.Segment, Build(c.Routes, depth + 1)))],
            exact,
            wildcard);
    }
}
