namespace Whorl.Apps.Routing;

/// <summary>The names of the headers that tell a guest about its request's route. No client may set any of them.</summary>
public static class SpinHeaders
{
    /// <summary>What all of them start with.</summary>
    public const string Prefix = "spin-";

    /// <summary>The part of the path that the trailing wildcard took, with its slash; empty when there is none.</summary>
    public const string PathInfo = "spin-path-info";

    /// <summary>Scheme, host, path and query of the request.</summary>
    public const string FullUrl = "spin-full-url";

    /// <summary>Base and route: <see cref="RoutePattern.MatchedRoute"/>.</summary>
    public const string MatchedRoute = "spin-matched-route";

    /// <summary>Always <c>/</c>.</summary>
    public const string BasePath = "spin-base-path";

    /// <summary>The route as the manifest writes it: <see cref="RoutePattern.RawRoute"/>.</summary>
    public const string RawComponentRoute = "spin-raw-component-route";

    /// <summary>The same without its wildcard: <see cref="RoutePattern.ComponentRoute"/>.</summary>
    public const string ComponentRoute = "spin-component-route";

    /// <summary>Address and port of the client.</summary>
    public const string ClientAddress = "spin-client-addr";

    /// <summary>What the names of the headers for captures start with.</summary>
    public const string PathMatchPrefix = "spin-path-match-";

    /// <summary>Whether a client's header of this name must be dropped, because a guest trusts it to come from the host.</summary>
    public static bool IsReserved(ReadOnlySpan<char> name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The header name for the capture <paramref name="name"/>: lower-case, with dashes for underscores.</summary>
    public static string ForCapture(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return PathMatchPrefix + string.Create(name.Length, name, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = text[i] == '_' ? '-' : char.ToLowerInvariant(text[i]);
            }
        });
    }
}
