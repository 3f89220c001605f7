using System.Text;
using Whorl.Apps.Routing;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http;

/// <summary>Makes the <c>spin-*</c> headers, which tell a guest how its request was routed. What depends on the route alone is made once.</summary>
internal sealed class RouteHeaders(RoutePattern route)
{
    private static readonly byte[] s_basePath = "/"u8.ToArray();

    private readonly byte[] _matchedRoute = Encoding.UTF8.GetBytes(route.MatchedRoute);
    private readonly byte[] _rawRoute = Encoding.UTF8.GetBytes(route.RawRoute);
    private readonly byte[] _componentRoute = Encoding.UTF8.GetBytes(route.ComponentRoute);

    /// <summary>The number of headers that <see cref="Add"/> adds.</summary>
    public int Count => 7 + route.CaptureHeaders.Length;

    /// <summary>Adds the headers of one request.</summary>
    /// <param name="headers">The request's headers, with all that begin with <c>spin-</c> left out.</param>
    /// <param name="match">How the request was routed.</param>
    /// <param name="fullUrl">Scheme, host, path and query.</param>
    /// <param name="client">Address and port of the client.</param>
    public void Add(HeaderList headers, in RouteMatch<HttpTarget> match, string fullUrl, string client)
    {
        headers.Add(SpinHeaders.PathInfo, Bytes(match.TrailingWildcard));
        headers.Add(SpinHeaders.FullUrl, Bytes(fullUrl));
        headers.Add(SpinHeaders.MatchedRoute, _matchedRoute);
        headers.Add(SpinHeaders.BasePath, s_basePath);
        headers.Add(SpinHeaders.RawComponentRoute, _rawRoute);
        headers.Add(SpinHeaders.ComponentRoute, _componentRoute);
        headers.Add(SpinHeaders.ClientAddress, Bytes(client));
        for (int i = 0; i < route.CaptureHeaders.Length; i++)
        {
            headers.Add(route.CaptureHeaders[i], Bytes(match.Capture(i)));
        }
    }

    // Paths and hosts come off the wire as one character for each byte.
    private static byte[] Bytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        Encoding.Latin1.GetBytes(text, bytes);
        return bytes;
    }
}
