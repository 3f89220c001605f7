using System.Net.Sockets;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Sockets;

/// <summary>
/// Writes to a connection. Each write is on its way when the call returns, and no more is taken until the system has it, so that no
/// more than one write is ever held.
/// </summary>
internal sealed class TcpOutput : OutputTarget
{
    private readonly WasiContext _context;
    private readonly TcpSocket _owner;
    private readonly Socket _socket;
    private byte[] _held = [];
    private Task? _sending;
    private bool _armed;
    private bool _closed;
    private bool _dropped;

    public TcpOutput(WasiContext context, TcpSocket owner)
    {
        _context = context;
        _owner = owner;
        _socket = owner.Use();
    }

    public override StreamStatus CheckWrite(out int permit)
    {
        permit = 0;
        if (_closed)
        {
            return StreamStatus.Closed;
        }

        StreamStatus status = Progress();
        if (status == StreamStatus.Open && _sending is null)
        {
            permit = MaxWriteBytes;
        }

        return status;
    }

    public override StreamStatus Write(ReadOnlySpan<byte> bytes)
    {
        if (_closed)
        {
            return StreamStatus.Closed;
        }

        if (_held.Length < bytes.Length)
        {
            _held = GC.AllocateUninitializedArray<byte>(Math.Max(bytes.Length, 4096));
        }

        bytes.CopyTo(_held);
        _armed = false;
        _sending = SendAllAsync(_held.AsMemory(0, bytes.Length));
        return Progress();
    }

    public override StreamStatus Flush() => _closed ? StreamStatus.Closed : Progress();

    public override void Arm()
    {
        if (!_armed && _sending is { IsCompleted: false } sending)
        {
            _armed = true;
            sending.GetAwaiter().UnsafeOnCompleted(_context.Signal.Wake);
        }
    }

    /// <summary>The guest writes no more: what it wrote is sent, and then the direction ended.</summary>
    public override void Dispose()
    {
        if (_dropped)
        {
            return;
        }

        _dropped = true;
        if (_sending is { IsCompleted: false } sending)
        {
            Socket socket = _socket;
            _ = sending.ContinueWith(
                _ => End(socket), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        else
        {
            End(_socket);
        }

        _owner.Release(_sending);
    }

    private static void End(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection is gone, and with it the direction.
        }
    }

    private async Task SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int sent = await _socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false);
            bytes = bytes[sent..];
        }
    }

    private StreamStatus Progress()
    {
        if (_sending is not { IsCompleted: true } sending)
        {
            return StreamStatus.Open;
        }

        _sending = null;
        if (sending.Exception is not { } failure)
        {
            return StreamStatus.Open;
        }

        _closed = true;
        SocketFault fault = SocketFaults.From(failure.InnerException ?? failure);
        if (fault is SocketFault.ConnectionBroken or SocketFault.InvalidState)
        {
            // This side ended the direction.
            return StreamStatus.Closed;
        }

        Failure = new IoError(fault);
        return StreamStatus.Failed;
    }
}
