using System.Net;
using Whorl.Components.Hosting;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.P2.Sockets.Udp;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.Sockets;

/// <summary><c>wasi:sockets/udp.outgoing-datagram-stream</c>. The system nearly always takes a datagram at once; else the stream waits.</summary>
internal sealed class OutgoingDatagramStreamResource(WasiContext context, UdpSocket socket) : IOutgoingDatagramStream, IWaitable
{
    private const int MaxDatagrams = 16;

    private Task<int>? _sending;
    private Task<int>? _armed;
    private int _permit;

    public bool IsReady => _sending is not { IsCompleted: false };

    public Result<ulong, ErrorCode> CheckSend()
    {
        if (Progress() is { } fault)
        {
            return SocketErrors.From(fault);
        }

        _permit = IsReady ? MaxDatagrams : 0;
        return (ulong)_permit;
    }

    public Result<ulong, ErrorCode> Send(OutgoingDatagram[] datagrams)
    {
        if (datagrams.Length > _permit)
        {
            throw new GuestTrapException(
                $"the component sent {datagrams.Length} datagrams to an outgoing-datagram-stream that permits {_permit}; it must ask check-send first");
        }

        ulong sent = 0;
        foreach (OutgoingDatagram datagram in datagrams)
        {
            if (!IsReady)
            {
                break;
            }

            if ((Progress() ?? Send(datagram)) is { } fault)
            {
                // What was sent counts; the error comes again with the next call.
                return sent > 0 ? sent : SocketErrors.From(fault);
            }

            sent++;
            _permit--;
        }

        return sent;
    }

    public Io.Poll.IPollable Subscribe() => new PollableResource(context, this);

    public void Arm()
    {
        if (_sending is { IsCompleted: false } sending && sending != _armed)
        {
            _armed = sending;
            sending.GetAwaiter().UnsafeOnCompleted(context.Signal.Wake);
        }
    }

    public void Dispose()
    {
    }

    private SocketFault? Send(OutgoingDatagram datagram)
    {
        IPEndPoint? named = datagram.RemoteAddress.TryGet(out IpSocketAddress address) ? Addresses.ToEndPoint(address) : null;
        if (!socket.CheckSend(datagram.Data.Length, named).TryGet(out IPEndPoint? destination, out SocketFault fault))
        {
            return fault;
        }

        _sending = socket.SendAsync(datagram.Data, destination);
        return Progress();
    }

    /// <summary>Takes note of a datagram that is on its way; the fault if it is not.</summary>
    private SocketFault? Progress()
    {
        if (_sending is not { IsCompleted: true } sending)
        {
            return null;
        }

        _sending = null;
        return sending.Exception is { } failure ? SocketFaults.From(failure.InnerException ?? failure) : null;
    }
}
