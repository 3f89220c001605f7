using System.Buffers;
using System.IO.Pipelines;

namespace Whorl.Triggers.Http;

/// <summary>
/// The body of a response. Until the first flush the bytes are kept here: Kestrel cannot take back what it was given, and a guest that
/// fails before anything was sent is answered with a status of its own.
/// </summary>
internal sealed class KestrelBody(PipeWriter kestrel) : PipeWriter
{
    private ArrayBufferWriter<byte>? _held = new(512);

    /// <summary>The bytes kept here; 0 once Kestrel has been given any.</summary>
    public int HeldBytes => _held?.WrittenCount ?? 0;

    /// <summary>Bytes written.</summary>
    public long Written { get; private set; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _held?.WrittenCount ?? kestrel.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _held is { } held ? held.GetMemory(sizeHint) : kestrel.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _held is { } held ? held.GetSpan(sizeHint) : kestrel.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        Written += bytes;
        if (_held is { } held)
        {
            held.Advance(bytes);
        }
        else
        {
            kestrel.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Release();
        return kestrel.FlushAsync(cancellationToken);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Release();
        Written += source.Length;
        return kestrel.WriteAsync(source, cancellationToken);
    }

    public override void CancelPendingFlush() => kestrel.CancelPendingFlush();

    /// <summary>Completing is left to the server, which does it when the request is over.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>Gives Kestrel what was held. It sends it with the next flush, or at the end of the request.</summary>
    public void Release()
    {
        if (_held is { } held)
        {
            _held = null;
            if (held.WrittenCount > 0)
            {
                Write(kestrel, held.WrittenSpan);
            }
        }
    }

    /// <summary>Writes to Kestrel's writer. Before the response has begun, that gives no room unless it is told how much is wanted.</summary>
    public static void Write(PipeWriter kestrel, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(kestrel.GetSpan(bytes.Length));
        kestrel.Advance(bytes.Length);
    }

    /// <summary>Drops what was held.</summary>
    public void Discard() => _held?.ResetWrittenCount();
}
