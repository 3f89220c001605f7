using System.Net.Security;

namespace Whorl.Wasi.Http;

/// <summary>How a <see cref="SocketsOutboundHttp"/> connects.</summary>
public sealed record SocketsOutboundHttpOptions
{
    /// <summary>Which addresses may be connected to; null for all.</summary>
    public IConnectPolicy? ConnectPolicy { get; init; }

    /// <summary>How long connecting may take when the guest does not say; with TLS, both together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the response's head may take when the guest does not say.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Connections to one server at once.</summary>
    public int MaxConnectionsPerServer { get; init; } = 256;

    /// <summary>How long a connection is kept with nothing to do.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a connection is kept at all, so that changes of names are followed.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether a connection is kept for the next request at all.</summary>
    public bool KeepsConnections { get; init; } = true;

    /// <summary>
    /// The connections that may be open at a time; null for as many as are asked for. A request waits for one as long as connecting may
    /// take. A connection with nothing to do counts, and is closed after a second: a request to another server may be waiting for it.
    /// </summary>
    public IConnectionBudget? Budget { get; init; }

    /// <summary>The one server, as requests have it in their authority, that is spoken to in HTTP/2 without TLS; null for none.</summary>
    public string? PlaintextHttp2Authority { get; init; }

    /// <summary>How TLS is done, such as client certificates and trusted roots; null for the system's ways.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }
}
