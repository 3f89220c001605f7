namespace Whorl.Apps.Routing;

/// <summary>Matches that no router made.</summary>
public static class RouteMatches
{
    /// <summary>
    /// The match that service chaining presents to its target: the route <c>/...</c>, with the whole path as its wildcard.
    /// </summary>
    public static RouteMatch<TTarget> Everything<TTarget>(TTarget target, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new(target, RoutePattern.Everything, path, new CaptureRange(0, path.Length), captures: null);
    }
}
