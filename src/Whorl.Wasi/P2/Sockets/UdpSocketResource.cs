using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.P2.Sockets.Udp;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.Sockets;

/// <summary><c>wasi:sockets/udp.udp-socket</c>.</summary>
internal class UdpSocketResource(WasiContext context, UdpSocket socket) : IUdpSocket
{
    private bool _bindStarted;

    /// <summary>The socket.</summary>
    protected UdpSocket Socket => socket;

    public Result<Unit, ErrorCode> StartBind(INetwork network, IpSocketAddress localAddress)
    {
        if (_bindStarted)
        {
            return ErrorCode.ConcurrencyConflict;
        }

        Result<Unit, SocketFault> bound = socket.Bind(Addresses.ToEndPoint(localAddress));
        _bindStarted = bound.IsOk;
        return SocketErrors.From(bound);
    }

    public Result<Unit, ErrorCode> FinishBind()
    {
        if (!_bindStarted)
        {
            return ErrorCode.NotInProgress;
        }

        _bindStarted = false;
        return default(Unit);
    }

    public Result<(IIncomingDatagramStream, IOutgoingDatagramStream), ErrorCode> Stream(Option<IpSocketAddress> remoteAddress)
    {
        if (!socket.IsBound || _bindStarted)
        {
            return ErrorCode.InvalidState;
        }

        socket.Disconnect();
        if (remoteAddress.TryGet(out IpSocketAddress remote))
        {
            Result<Unit, SocketFault> connected = socket.Connect(Addresses.ToEndPoint(remote));
            if (!connected.IsOk)
            {
                return SocketErrors.From(connected.Error);
            }
        }

        return (new IncomingDatagramStreamResource(context, socket), new OutgoingDatagramStreamResource(context, socket));
    }

    public Result<IpSocketAddress, ErrorCode> LocalAddress() => SocketErrors.From(socket.LocalAddress);

    public Result<IpSocketAddress, ErrorCode> RemoteAddress() =>
        socket.Remote is { } remote ? Addresses.From(remote) : ErrorCode.InvalidState;

    public IpAddressFamily AddressFamily() => Addresses.From(socket.Family);

    public Result<byte, ErrorCode> UnicastHopLimit() => SocketErrors.From(socket.Settings.HopLimit);

    public Result<Unit, ErrorCode> SetUnicastHopLimit(byte value) => SocketErrors.From(socket.Settings.SetHopLimit(value));

    public Result<ulong, ErrorCode> ReceiveBufferSize() => SocketErrors.From(socket.Settings.ReceiveBufferBytes);

    public Result<Unit, ErrorCode> SetReceiveBufferSize(ulong value) => SocketErrors.From(socket.Settings.SetReceiveBufferBytes(value));

    public Result<ulong, ErrorCode> SendBufferSize() => SocketErrors.From(socket.Settings.SendBufferBytes);

    public Result<Unit, ErrorCode> SetSendBufferSize(ulong value) => SocketErrors.From(socket.Settings.SetSendBufferBytes(value));

    /// <summary>There is nothing to wait for: binding is done when it is started.</summary>
    public virtual Io.Poll.IPollable Subscribe() => new PollableResource(context, Always.Ready);

    public void Dispose() => socket.Close();
}
