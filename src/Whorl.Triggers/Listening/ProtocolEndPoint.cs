using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Whorl.Triggers.Listening;

/// <summary>One protocol at an address that several protocols share.</summary>
internal sealed class ProtocolEndPoint(IPEndPoint address, HttpProtocols protocol) : EndPoint
{
    /// <summary>The address.</summary>
    public IPEndPoint Address { get; } = address;

    /// <summary>The protocol: HTTP/1.1 or HTTP/2.</summary>
    public HttpProtocols Protocol { get; } = protocol;

    /// <inheritdoc/>
    public override string ToString() => $"{Address} ({Protocol})";
}
