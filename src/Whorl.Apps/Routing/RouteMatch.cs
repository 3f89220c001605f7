namespace Whorl.Apps.Routing;

/// <summary>The route that a path matched, with what it captured. The texts are slices of the path.</summary>
/// <typeparam name="TTarget">What a route leads to.</typeparam>
public readonly struct RouteMatch<TTarget>
{
    private readonly CaptureRange[]? _captures;
    private readonly CaptureRange _wildcard;

    internal RouteMatch(TTarget target, RoutePattern pattern, string path, CaptureRange wildcard, CaptureRange[]? captures)
    {
        Target = target;
        Pattern = pattern;
        Path = path;
        _wildcard = wildcard;
        _captures = captures;
    }

    /// <summary>What the route leads to.</summary>
    public TTarget Target { get; }

    /// <summary>The route.</summary>
    public RoutePattern Pattern { get; }

    /// <summary>The path that was matched.</summary>
    public string Path { get; }

    /// <summary>
    /// What a trailing wildcard took, with its leading slash and one trailing slash if the path has any: the value of
    /// <c>spin-path-info</c>. Empty when the route has no wildcard, or the path ends where the wildcard starts.
    /// </summary>
    public ReadOnlySpan<char> TrailingWildcard => Path.AsSpan(_wildcard.Start, _wildcard.Length);

    /// <summary>The value of the capture at <paramref name="index"/> of <see cref="RoutePattern.Captures"/>, as it was sent.</summary>
    public ReadOnlySpan<char> Capture(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _captures?.Length ?? 0);
        var range = _captures![index];
        return Path.AsSpan(range.Start, range.Length);
    }
}
