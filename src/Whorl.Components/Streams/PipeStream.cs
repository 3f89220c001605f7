using System.Buffers;
using System.IO.Pipelines;
using Whorl.Components.Abi;

namespace Whorl.Components.Streams;

/// <summary>The bytes of a pipe as a stream. They are copied once: from the pipe's memory to the guest's.</summary>
internal sealed class PipeStream(PipeReader pipe) : HostStream<byte>
{
    private readonly CancellationTokenSource _closed = new();
    private int _isCompleted;
    private bool _isOver;

    public PipeReader Pipe => pipe;

    public override FillOutcome Fill(CanonicalContext reader, uint address, uint room, out uint written)
    {
        written = 0;
        if (_isOver)
        {
            return FillOutcome.Ended;
        }

        ReadResult result;
        try
        {
            if (!pipe.TryRead(out result))
            {
                return FillOutcome.Later;
            }
        }
#pragma warning disable CA1031 // A stream has no way to tell of an error: it ends, and what the stream is for tells the rest.
        catch (Exception)
#pragma warning restore CA1031
        {
            _isOver = true;
            return FillOutcome.Ended;
        }

        var buffer = result.Buffer;
        if (buffer.IsEmpty)
        {
            pipe.AdvanceTo(buffer.Start, buffer.End);
            _isOver = result.IsCompleted;
            return _isOver ? FillOutcome.Ended : FillOutcome.Later;
        }

        buffer = buffer.Slice(0, Math.Min(buffer.Length, room));
        written = (uint)buffer.Length;
        buffer.CopyTo(reader.Memory.WritableSlice(address, written));
        pipe.AdvanceTo(buffer.End);
        return FillOutcome.Filled;
    }

    /// <summary>Copies everything to another pipe, as much at a time as there is.</summary>
    public async Task<long> CopyToAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        // A guest may have asked before, and have given the stream back while the pipe was being read.
        await PendingWait.WaitAsync(cancellationToken).ConfigureAwait(false);
        var total = 0L;
        while (!_isOver)
        {
            var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in result.Buffer)
            {
                writer.Write(segment.Span);
                total += segment.Length;
            }

            pipe.AdvanceTo(result.Buffer.End);
            _isOver = result.IsCompleted;
            if ((await writer.FlushAsync(cancellationToken).ConfigureAwait(false)).IsCompleted)
            {
                break;
            }
        }

        return total;
    }

    public override void Close()
    {
        _closed.Cancel();
        Complete();
    }

    protected override async ValueTask<int> ReadCoreAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            return 0;
        }

        var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
        var bytes = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, buffer.Length));
        var count = (int)bytes.Length;
        bytes.CopyTo(buffer.Span);

        // From here on the pipe may use the memory again, and with it what the sequence knows of its length.
        pipe.AdvanceTo(bytes.End);
        _isOver = count == 0;
        return count;
    }

    protected override async Task WaitCoreAsync()
    {
        try
        {
            var result = await pipe.ReadAsync(_closed.Token).ConfigureAwait(false);

            // Nothing is taken: the bytes go straight into the guest's memory when the guest is told.
            pipe.AdvanceTo(result.Buffer.Start);
        }
#pragma warning disable CA1031 // The error comes again when the pipe is read; or nobody reads any more.
        catch (Exception)
#pragma warning restore CA1031
        {
            _isOver = true;
        }
    }

    // Completing a pipe in the middle of a read is an error, so that a read that is under way completes it.
    private void Complete()
    {
        if (Interlocked.Exchange(ref _isCompleted, 1) == 0)
        {
            _ = CompleteAsync();
        }
    }

    private async Task CompleteAsync()
    {
        await PendingWait.ConfigureAwait(false);
        try
        {
            await pipe.CompleteAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody is left who could be told.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
