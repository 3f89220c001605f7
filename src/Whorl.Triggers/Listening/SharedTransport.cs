using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Whorl.Triggers.Listening;

/// <summary>
/// Lets HTTP/1.1 and HTTP/2 with prior knowledge share a port without TLS. Kestrel chooses a protocol for each endpoint, so this
/// transport makes two endpoints of one socket, and hands out each connection by the first bytes that come over it.
/// </summary>
internal sealed class SharedTransport(IConnectionListenerFactory sockets) : IConnectionListenerFactory
{
    private SharedListener? _shared;

    /// <summary>Where the socket is bound, once it is: with the port that the system chose, if it was asked to.</summary>
    public IPEndPoint? BoundAddress => (IPEndPoint?)_shared?.EndPoint;

    /// <summary>Binds one protocol of the address. The first call binds the socket.</summary>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var wanted = (ProtocolEndPoint)endpoint;
        _shared ??= new SharedListener(await sockets.BindAsync(wanted.Address, cancellationToken).ConfigureAwait(false));
        return wanted.Protocol == HttpProtocols.Http2 ? _shared.Http2 : _shared.Http1;
    }
}
