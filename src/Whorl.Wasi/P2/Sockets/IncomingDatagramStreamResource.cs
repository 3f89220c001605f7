using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.P2.Sockets.Udp;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.Sockets;

/// <summary><c>wasi:sockets/udp.incoming-datagram-stream</c>.</summary>
internal sealed class IncomingDatagramStreamResource(WasiContext context, UdpSocket socket) : IIncomingDatagramStream
{
    /// <summary>What one call gives at most, so that a guest cannot make the host gather without end.</summary>
    private const int MaxDatagrams = 16;

    public Result<IncomingDatagram[], ErrorCode> Receive(ulong maxResults)
    {
        var datagrams = new List<IncomingDatagram>();
        int max = (int)Math.Min(maxResults, MaxDatagrams);
        while (datagrams.Count < max)
        {
            Result<Option<Datagram>, SocketFault> received = socket.TryReceive();
            if (!received.IsOk && datagrams.Count == 0)
            {
                return SocketErrors.From(received.Error);
            }

            if (!received.IsOk || !received.Value.TryGet(out Datagram datagram))
            {
                break;
            }

            datagrams.Add(new IncomingDatagram(datagram.Data, Addresses.From(datagram.Source)));
        }

        return datagrams.ToArray();
    }

    public Io.Poll.IPollable Subscribe() => new PollableResource(context, socket);

    public void Dispose()
    {
    }
}
