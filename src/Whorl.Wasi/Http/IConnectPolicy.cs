using System.Net;

namespace Whorl.Wasi.Http;

/// <summary>Decides which addresses a sender may connect to, once names are resolved.</summary>
public interface IConnectPolicy
{
    /// <summary>
    /// Whether a connection may be made. Asked for each address that a name resolves to; the connection then goes to exactly that
    /// address.
    /// </summary>
    /// <param name="host">The host as the request names it.</param>
    /// <param name="port">The port.</param>
    /// <param name="address">The address that would be connected to.</param>
    bool IsAllowed(string host, int port, IPAddress address);
}
