using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Io.Poll;
using Whorl.Wasi.P2.Sockets;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.P2.Sockets.Udp;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.October;

/// <summary>
/// <c>wasi:sockets/udp.udp-socket</c> of the candidate of October 2023, where datagrams are sent and received by the socket itself; the
/// releases have streams for that, which do it here.
/// </summary>
internal sealed class OctoberUdpSocketResource(WasiContext context, UdpSocket socket) : UdpSocketResource(context, socket)
{
    private readonly IncomingDatagramStreamResource _incoming = new(context, socket);
    private readonly OutgoingDatagramStreamResource _outgoing = new(context, socket);
    private bool _isConnecting;
    private bool _waitsForDatagram;

    public Result<Unit, ErrorCode> StartConnect(IpSocketAddress remote)
    {
        if (_isConnecting)
        {
            return ErrorCode.ConcurrencyConflict;
        }

        Result<Unit, SocketFault> bound = Socket.BindAnywhere();
        Result<Unit, SocketFault> connected = bound.IsOk ? Socket.Connect(Addresses.ToEndPoint(remote)) : bound;
        _isConnecting = connected.IsOk;
        return SocketErrors.From(connected);
    }

    public Result<Unit, ErrorCode> FinishConnect()
    {
        if (!_isConnecting)
        {
            return ErrorCode.NotInProgress;
        }

        _isConnecting = false;
        return default(Unit);
    }

    public Result<Udp.Datagram[], ErrorCode> Receive(ulong maxResults)
    {
        if (!Socket.IsBound)
        {
            return ErrorCode.InvalidState;
        }

        Result<IncomingDatagram[], ErrorCode> received = _incoming.Receive(maxResults);
        if (!received.IsOk)
        {
            return received.Error;
        }

        _waitsForDatagram = received.Value.Length == 0 && maxResults > 0;
        return _waitsForDatagram
            ? ErrorCode.WouldBlock
            : Array.ConvertAll(received.Value, d => new Udp.Datagram(d.Data, d.RemoteAddress));
    }

    public Result<ulong, ErrorCode> Send(Udp.Datagram[] datagrams)
    {
        _waitsForDatagram = false;
        Result<Unit, SocketFault> bound = Socket.BindAnywhere();
        if (!bound.IsOk)
        {
            return SocketErrors.From(bound.Error);
        }

        Result<ulong, ErrorCode> permitted = _outgoing.CheckSend();
        if (!permitted.IsOk || datagrams.Length == 0)
        {
            return permitted.IsOk ? 0ul : permitted;
        }

        int count = (int)Math.Min((ulong)datagrams.Length, permitted.Value);
        return count == 0
            ? ErrorCode.WouldBlock
            : _outgoing.Send([.. datagrams.Take(count).Select(d => new OutgoingDatagram(d.Data, d.RemoteAddress))]);
    }

    /// <summary>Waits for a datagram if the last one asked for was not there; sending can always be tried.</summary>
    public override IPollable Subscribe() => _waitsForDatagram ? _incoming.Subscribe() : base.Subscribe();
}
