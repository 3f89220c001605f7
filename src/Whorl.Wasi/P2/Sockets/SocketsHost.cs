using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Sockets.IpNameLookup;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.P2.Sockets.Tcp;
using Whorl.Wasi.P2.Sockets.Udp;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.Sockets;

/// <summary>The functions of <c>wasi:sockets</c>.</summary>
internal class SocketsHost(WasiContext context, bool mayConnect)
    : Network.IHost, InstanceNetwork.IHost, Tcp.IHost, TcpCreateSocket.IHost, Udp.IHost, UdpCreateSocket.IHost, IpNameLookup.IHost
{
    /// <summary>The instance's context.</summary>
    protected WasiContext Context => context;

    /// <summary>Whether the network is there at all.</summary>
    protected bool MayConnect => mayConnect;

    INetwork InstanceNetwork.IHost.InstanceNetwork() => new NetworkResource();

    public Result<ITcpSocket, ErrorCode> CreateTcpSocket(IpAddressFamily addressFamily) =>
        !mayConnect ? ErrorCode.AccessDenied
        : TcpSocket.Create(context, Addresses.ToFamily(addressFamily)).TryGet(out TcpSocket? socket, out SocketFault fault)
            ? new TcpSocketResource(context, socket)
            : SocketErrors.From(fault);

    public Result<IUdpSocket, ErrorCode> CreateUdpSocket(IpAddressFamily addressFamily) =>
        !mayConnect ? ErrorCode.AccessDenied
        : UdpSocket.Create(context, Addresses.ToFamily(addressFamily)).TryGet(out UdpSocket? socket, out SocketFault fault)
            ? Result<IUdpSocket, ErrorCode>.Ok(Wrap(socket))
            : SocketErrors.From(fault);

    public Result<IResolveAddressStream, ErrorCode> ResolveAddresses(INetwork network, GuestString name) =>
        !mayConnect ? ErrorCode.AccessDenied
        : NameLookup.Start(context, name.ToString()).TryGet(out NameLookup? lookup, out SocketFault fault)
            ? new ResolveAddressStreamResource(context, lookup)
            : SocketErrors.From(fault);

    /// <summary>Makes the resource of a socket.</summary>
    protected virtual IUdpSocket Wrap(UdpSocket socket) => new UdpSocketResource(context, socket);

    public Option<ErrorCode> NetworkErrorCode(Io.Error.IError err) =>
        ((ErrorResource)err).Error.Socket is { } fault ? SocketErrors.From(fault) : Option<ErrorCode>.None;
}
