namespace Whorl.Apps.Routing;

/// <summary>Orders routes, and segments of routes, from the most to the least specific.</summary>
internal sealed class RoutePrecedence : IComparer<RoutePattern>, IComparer<RouteSegment>
{
    public static RoutePrecedence Instance { get; } = new();

    public int Compare(RoutePattern? x, RoutePattern? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var shared = Math.Min(x.Segments.Length, y.Segments.Length);
        for (var i = 0; i < shared; i++)
        {
            var order = Compare(x.Segments[i], y.Segments[i]);
            if (order != 0)
            {
                return order;
            }
        }

        if (x.Segments.Length == y.Segments.Length)
        {
            return x.IsWildcard.CompareTo(y.IsWildcard);
        }

        // A wildcard gives way to any route that says more; routes that end where they do cannot match the same path.
        var (shorter, sign) = x.Segments.Length < y.Segments.Length ? (x, 1) : (y, -1);
        return shorter.IsWildcard ? sign : -sign;
    }

    public int Compare(RouteSegment? x, RouteSegment? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Literal is not null || y.Literal is not null)
        {
            return (x.Literal is null).CompareTo(y.Literal is null);
        }

        // Text before captures, more text before less, and more pieces before fewer: each says more about the segment.
        var shared = Math.Min(x.Pieces.Length, y.Pieces.Length);
        for (var i = 0; i < shared; i++)
        {
            var (left, right) = (x.Pieces[i], y.Pieces[i]);
            var order = left.IsCapture.CompareTo(right.IsCapture);
            if (order == 0 && !left.IsCapture)
            {
                order = right.Text.Length.CompareTo(left.Text.Length);
            }

            if (order != 0)
            {
                return order;
            }
        }

        return y.Pieces.Length.CompareTo(x.Pieces.Length);
    }
}
