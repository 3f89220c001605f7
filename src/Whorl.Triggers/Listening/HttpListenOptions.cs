using System.Net;

namespace Whorl.Triggers.Listening;

/// <summary>Where and how a server listens.</summary>
public sealed record HttpListenOptions
{
    /// <summary>The address; port 0 lets the system choose.</summary>
    public IPEndPoint Address { get; init; } = new(IPAddress.Loopback, 3000);

    /// <summary>Whether to try the next ports, ten in all, when the port is in use.</summary>
    public bool FindFreePort { get; init; }

    /// <summary>The PEM file of the certificate; with it the server speaks TLS.</summary>
    public string? TlsCertificatePath { get; init; }

    /// <summary>The PEM file of the certificate's key.</summary>
    public string? TlsKeyPath { get; init; }

    /// <summary>Finds out whether the certificate can be used, before anything that takes long is begun.</summary>
    /// <exception cref="ListenException">It cannot be.</exception>
    public void Check() => TlsCertificate.Read(this);
}
