using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Sockets;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.P2.Sockets.Tcp;
using Whorl.Wasi.P2.Sockets.Udp;

namespace Whorl.Wasi.P2.November;

/// <summary>What <c>wasi:sockets</c> has in the candidate of November 2023 and in no release.</summary>
internal sealed class NovemberSocketsHost(WasiContext context, bool mayConnect) : SocketsHost(context, mayConnect), Tcp.IHost, Udp.IHost
{
    public Result<bool, ErrorCode> TcpSocketIpv6Only(ITcpSocket self) => Ipv6Only.Get(self.AddressFamily());

    public Result<Unit, ErrorCode> TcpSocketSetIpv6Only(ITcpSocket self, bool value) => Ipv6Only.Set(self.AddressFamily(), value);

    public Result<bool, ErrorCode> UdpSocketIpv6Only(IUdpSocket self) => Ipv6Only.Get(self.AddressFamily());

    public Result<Unit, ErrorCode> UdpSocketSetIpv6Only(IUdpSocket self, bool value) => Ipv6Only.Set(self.AddressFamily(), value);
}
