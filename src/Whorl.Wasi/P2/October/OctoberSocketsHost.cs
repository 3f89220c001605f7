using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Sockets;
using Whorl.Wasi.P2.Sockets.IpNameLookup;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.P2.Sockets.Tcp;
using Whorl.Wasi.P2.Sockets.Udp;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.October;

/// <summary>What <c>wasi:sockets</c> has in the candidate of October 2023 and in no release.</summary>
internal sealed class OctoberSocketsHost(WasiContext context, bool mayConnect)
    : SocketsHost(context, mayConnect), Tcp.IHost, Udp.IHost, IpNameLookup.IHost
{
    public Result<bool, ErrorCode> TcpSocketIpv6Only(ITcpSocket self) => Ipv6Only.Get(self.AddressFamily());

    public Result<Unit, ErrorCode> TcpSocketSetIpv6Only(ITcpSocket self, bool value) => Ipv6Only.Set(self.AddressFamily(), value);

    public Result<bool, ErrorCode> TcpSocketKeepAlive(ITcpSocket self) => self.KeepAliveEnabled();

    public Result<Unit, ErrorCode> TcpSocketSetKeepAlive(ITcpSocket self, bool value) => self.SetKeepAliveEnabled(value);

    public Result<bool, ErrorCode> TcpSocketNoDelay(ITcpSocket self) => SocketErrors.From(((TcpSocketResource)self).Socket.NoDelay);

    public Result<Unit, ErrorCode> TcpSocketSetNoDelay(ITcpSocket self, bool value) =>
        SocketErrors.From(((TcpSocketResource)self).Socket.SetNoDelay(value));

    public Result<byte, ErrorCode> TcpSocketUnicastHopLimit(ITcpSocket self) => self.HopLimit();

    public Result<Unit, ErrorCode> TcpSocketSetUnicastHopLimit(ITcpSocket self, byte value) => self.SetHopLimit(value);

    public Result<Unit, ErrorCode> UdpSocketStartConnect(IUdpSocket self, INetwork network, IpSocketAddress remoteAddress) =>
        ((OctoberUdpSocketResource)self).StartConnect(remoteAddress);

    public Result<Unit, ErrorCode> UdpSocketFinishConnect(IUdpSocket self) => ((OctoberUdpSocketResource)self).FinishConnect();

    public Result<Udp.Datagram[], ErrorCode> UdpSocketReceive(IUdpSocket self, ulong maxResults) =>
        ((OctoberUdpSocketResource)self).Receive(maxResults);

    public Result<ulong, ErrorCode> UdpSocketSend(IUdpSocket self, Udp.Datagram[] datagrams) => ((OctoberUdpSocketResource)self).Send(datagrams);

    public Result<bool, ErrorCode> UdpSocketIpv6Only(IUdpSocket self) => Ipv6Only.Get(self.AddressFamily());

    public Result<Unit, ErrorCode> UdpSocketSetIpv6Only(IUdpSocket self, bool value) => Ipv6Only.Set(self.AddressFamily(), value);

    /// <summary>No address is known to be unavailable.</summary>
    public Result<IResolveAddressStream, ErrorCode> ResolveAddresses(
        INetwork network, GuestString name, Option<IpAddressFamily> addressFamily, bool includeUnavailable)
    {
        if (!MayConnect)
        {
            return ErrorCode.AccessDenied;
        }

        System.Net.Sockets.AddressFamily? family = addressFamily.TryGet(out IpAddressFamily asked) ? Addresses.ToFamily(asked) : null;
        return NameLookup.Start(Context, name.ToString()).TryGet(out NameLookup? lookup, out SocketFault fault)
            ? new ResolveAddressStreamResource(Context, lookup, family)
            : SocketErrors.From(fault);
    }

    protected override IUdpSocket Wrap(UdpSocket socket) => new OctoberUdpSocketResource(Context, socket);
}
