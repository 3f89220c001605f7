using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Sockets.IpNameLookup;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.P2.Sockets.Tcp;
using Whorl.Wasi.P2.Sockets.Udp;

namespace Whorl.Wasi.P2.Sockets;

/// <summary>The functions of <c>wasi:sockets</c>: components link, and every attempt to use the network is refused.</summary>
internal sealed class SocketsHost
    : Network.IHost, InstanceNetwork.IHost, Tcp.IHost, TcpCreateSocket.IHost, Udp.IHost, UdpCreateSocket.IHost, IpNameLookup.IHost
{
    INetwork InstanceNetwork.IHost.InstanceNetwork() => new NetworkResource();

    public Result<ITcpSocket, ErrorCode> CreateTcpSocket(IpAddressFamily addressFamily) => ErrorCode.AccessDenied;

    public Result<IUdpSocket, ErrorCode> CreateUdpSocket(IpAddressFamily addressFamily) => ErrorCode.AccessDenied;

    public Result<IResolveAddressStream, ErrorCode> ResolveAddresses(INetwork network, GuestString name) => ErrorCode.AccessDenied;

    public Option<ErrorCode> NetworkErrorCode(Io.Error.IError err) => Option<ErrorCode>.None;
}
