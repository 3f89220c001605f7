using System.Collections.Frozen;
using Whorl.Apps.Routing;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http;

/// <summary>A request that was routed to a component. Puts together the headers that the guest sees.</summary>
public abstract class RoutedHttpRequest : IncomingHttpRequest
{
    /// <summary>Headers that are the business of one connection, not of the request (RFC 9110, section 7.6.1).</summary>
    private static readonly FrozenSet<string> s_connectionHeaders = FrozenSet.ToFrozenSet(
        ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "http2-settings"], StringComparer.OrdinalIgnoreCase);

    private readonly RouteMatch<HttpTarget> _match;

    /// <summary>Makes the request for the target of a match, which is a component.</summary>
    protected RoutedHttpRequest(in RouteMatch<HttpTarget> match) => _match = match;

    /// <summary>Address and port of the client.</summary>
    protected abstract string Client { get; }

    /// <summary>The number of headers that the client sent, or about that.</summary>
    protected abstract int ClientHeaderCount { get; }

    /// <inheritdoc/>
    public sealed override HeaderList ReadHeaders()
    {
        RouteHeaders routeHeaders = _match.Target.RouteHeaders;
        var headers = new HeaderList(ClientHeaderCount + routeHeaders.Count);
        AddClientHeaders(headers);
        routeHeaders.Add(headers, _match, $"{Scheme}://{Authority}{PathAndQuery}", Client);
        return headers;
    }

    /// <summary>Adds the headers that the client sent, names in lower case, as far as <see cref="IsForGuest"/> says.</summary>
    protected abstract void AddClientHeaders(HeaderList headers);

    /// <summary>Whether a header that a client sent goes to the guest: not those of the connection, and none that only the host may set.</summary>
    protected static bool IsForGuest(string name) => !s_connectionHeaders.Contains(name) && !SpinHeaders.IsReserved(name);
}
