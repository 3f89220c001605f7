using Whorl.Wasi.P2.Sockets.Network;

namespace Whorl.Wasi.P2.Sockets;

/// <summary><c>wasi:sockets/network.network</c>: there is one, and what may be done on it is for the instance's rules to say.</summary>
internal sealed class NetworkResource : INetwork
{
    public void Dispose()
    {
    }
}
