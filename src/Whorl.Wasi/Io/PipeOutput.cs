using System.Buffers;
using System.IO.Pipelines;
using Whorl.Wasi.Http;

namespace Whorl.Wasi.Io;

/// <summary>Writes to a pipe. Bytes are sent on in steps of some size, or when the guest flushes or waits.</summary>
internal sealed class PipeOutput(WasiContext context, PipeWriter writer) : OutputTarget
{
    private const int FlushBytes = 16 * 1024;

    private PendingOperation<FlushResult> _flush;
    private int _unflushed;

    // The first flush is due even with nothing written: a message's head goes out with it.
    private bool _isFlushDue = true;
    private bool _closed;

    public override StreamStatus CheckWrite(out int permit)
    {
        permit = 0;
        if (_closed)
        {
            return StreamStatus.Closed;
        }

        StreamStatus status = Progress();
        if (status == StreamStatus.Open && !_flush.IsActive)
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

        writer.Write(bytes);
        _unflushed += bytes.Length;
        _isFlushDue = true;
        return _unflushed >= FlushBytes ? Flush() : StreamStatus.Open;
    }

    public override StreamStatus Flush()
    {
        if (_closed)
        {
            return StreamStatus.Closed;
        }

        if (_flush.IsActive || !_isFlushDue)
        {
            return StreamStatus.Open;
        }

        _unflushed = 0;
        _isFlushDue = false;
        try
        {
            _flush.Start(writer.FlushAsync(CancellationToken.None), context.Signal);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Fail(e);
        }

        return Progress();
    }

    public override void Dispose()
    {
    }

    /// <summary>Takes note of a flush that came to its end.</summary>
    private StreamStatus Progress()
    {
        if (!_flush.IsActive || !_flush.IsCompleted)
        {
            return StreamStatus.Open;
        }

        try
        {
            FlushResult result = _flush.Take();
            if (!result.IsCompleted)
            {
                return StreamStatus.Open;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Fail(e);
        }

        // The reader is gone: the client went away, or the server asked for no more.
        _closed = true;
        return StreamStatus.Closed;
    }

    private StreamStatus Fail(Exception exception)
    {
        _closed = true;
        Failure = new IoError(HttpErrors.From(exception));
        return StreamStatus.Failed;
    }
}
