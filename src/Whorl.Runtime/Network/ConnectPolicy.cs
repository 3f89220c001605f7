using System.Net;
using Whorl.Apps.Network;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Network;

/// <summary>Keeps connections out of blocked networks, whatever name led to the address.</summary>
internal sealed class ConnectPolicy(BlockedNetworks blocked) : IConnectPolicy
{
    public bool IsAllowed(string host, int port, IPAddress address) => !blocked.IsBlocked(address);
}
