using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Whorl.Apps.Routing;

/// <summary>
/// A route: literal segments, <c>:name</c> captures of one segment (or of one part of a segment between dots), and
/// <c>/...</c> (or <c>/*</c>) at the end for everything below.
/// </summary>
public sealed class RoutePattern
{
    private const string Ellipsis = "/...";
    private const string Star = "/*";

    private RoutePattern(string raw, string based, bool isWildcard, ImmutableArray<RouteSegment> segments)
    {
        RawRoute = raw;
        MatchedRoute = based;
        IsWildcard = isWildcard;
        Segments = segments;
        ComponentRoute = raw.EndsWith(Ellipsis, StringComparison.Ordinal) ? raw[..^Ellipsis.Length] : raw;
        var path = isWildcard ? based[..based.LastIndexOf('/')] : based;
        Path = path.Length == 0 ? "/" : path;
        Captures = [.. segments.SelectMany(s => s.Pieces).Where(p => p.IsCapture).Select(p => p.Text)];
        CaptureHeaders = [.. Captures.Select(SpinHeaders.ForCapture)];
    }

    /// <summary>The route that service chaining uses: everything, with the whole path as the trailing wildcard.</summary>
    public static RoutePattern Everything { get; } = new(Ellipsis, Ellipsis, isWildcard: true, []);

    /// <summary>The route exactly as the manifest writes it: the value of <c>spin-raw-component-route</c>.</summary>
    public string RawRoute { get; }

    /// <summary>The route without a trailing <c>/...</c>: the value of <c>spin-component-route</c>.</summary>
    public string ComponentRoute { get; }

    /// <summary>Base and route, without a slash at the end: the value of <c>spin-matched-route</c>; empty for <c>/</c>.</summary>
    public string MatchedRoute { get; }

    /// <summary>Base and route without the wildcard, at least <c>/</c>: what lists of routes show.</summary>
    public string Path { get; }

    /// <summary>Whether the route takes in everything below <see cref="Path"/>.</summary>
    public bool IsWildcard { get; }

    /// <summary>The names that the route captures, from left to right.</summary>
    public ImmutableArray<string> Captures { get; }

    /// <summary>The <c>spin-path-match-</c> header name for each of <see cref="Captures"/>.</summary>
    public ImmutableArray<string> CaptureHeaders { get; }

    internal ImmutableArray<RouteSegment> Segments { get; }

    /// <summary>Reads a route.</summary>
    /// <param name="basePath">What every route of the app starts with; <c>/</c> for nothing.</param>
    /// <param name="raw">The route as the manifest writes it; a leading slash may be missing, a trailing one means nothing.</param>
    /// <param name="pattern">The route, when it is well formed.</param>
    /// <param name="error">What is wrong with it otherwise.</param>
    public static bool TryParse(
        string basePath, string raw, [NotNullWhen(true)] out RoutePattern? pattern, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(basePath);
        ArgumentNullException.ThrowIfNull(raw);
        pattern = null;
        var based = WithoutTrailingSlash(basePath) + WithoutTrailingSlash(raw.StartsWith('/') ? raw : "/" + raw);
        var body = based;
        var isWildcard = false;
        foreach (var suffix in new[] { Ellipsis, Star })
        {
            if (based.EndsWith(suffix, StringComparison.Ordinal))
            {
                body = based[..^suffix.Length];
                isWildcard = true;
                break;
            }
        }

        if (body.AsSpan().IndexOfAny("?#") is >= 0 and var index)
        {
            error = $"it contains `{body[index]}`, but only the path of a request is matched";
            return false;
        }

        var segments = ImmutableArray.CreateBuilder<RouteSegment>();
        foreach (var text in body.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!RouteSegment.TryParse(text, out var segment, out error))
            {
                return false;
            }

            segments.Add(segment);
        }

        pattern = new RoutePattern(raw, based, isWildcard, segments.ToImmutable());
        error = null;
        return true;
    }

    /// <summary>The path, with <c> (wildcard)</c> where the route takes in everything below it.</summary>
    public override string ToString() => IsWildcard ? Path + " (wildcard)" : Path;

    /// <summary>Whether both match the same paths, whatever their captures are called.</summary>
    internal bool IsEquivalentTo(RoutePattern other) =>
        IsWildcard == other.IsWildcard
        && Segments.Length == other.Segments.Length
        && Segments.Zip(other.Segments).All(pair => pair.First.IsEquivalentTo(pair.Second));

    private static string WithoutTrailingSlash(string path) => path.EndsWith('/') ? path[..^1] : path;
}
