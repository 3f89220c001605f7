using System.Net;

namespace Whorl.Wasi.Sockets;

/// <summary>Where the sockets of one instance may go. Called on the guest's thread; must not wait. Logs what it refuses.</summary>
public interface ISocketRules
{
    /// <summary>Whether a socket may be used so. The connection or datagram then goes to exactly the address that was asked about.</summary>
    /// <param name="use">What for.</param>
    /// <param name="endPoint">The remote or local end point, by <paramref name="use"/>.</param>
    /// <param name="names">The names that the guest looked up and that resolved to this address.</param>
    bool Allows(SocketUse use, IPEndPoint endPoint, IReadOnlyList<string> names);

    /// <summary>Whether a datagram that came from somewhere may be given to the guest. Not logged: the guest did nothing.</summary>
    /// <param name="endPoint">Where it came from.</param>
    /// <param name="names">The names that the guest looked up and that resolved to this address.</param>
    bool Admits(IPEndPoint endPoint, IReadOnlyList<string> names);

    /// <summary>Whether the addresses of a name may be looked up.</summary>
    /// <param name="name">A name in ASCII; never an address.</param>
    bool AllowsLookup(string name);
}
