using Whorl.Wasi.P2.Sockets.Network;

namespace Whorl.Wasi.P2.Sockets;

/// <summary><c>wasi:sockets/network.network</c>: one on which nothing is allowed.</summary>
internal sealed class NetworkResource : INetwork
{
    public void Dispose()
    {
    }
}
