using System.Buffers;
using Whorl.Wasi.Io;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.Sockets;

/// <summary>What comes in on a connection, which the stream uses until it is dropped.</summary>
internal sealed class ConnectionInput(PipeInput input, TcpSocket connection) : InputSource
{
    private bool _dropped;

    public override bool IsReady => input.IsReady;

    public override StreamStatus Read(int max, out ReadOnlySequence<byte> bytes)
    {
        StreamStatus status = input.Read(max, out bytes);
        Failure = input.Failure;
        return status;
    }

    public override void Arm() => input.Arm();

    public override void Dispose()
    {
        if (!_dropped)
        {
            _dropped = true;
            input.Dispose();
            connection.Release();
        }
    }
}
