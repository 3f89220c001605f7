using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>
/// Where the body of a message goes that a guest sends: keeps it to its announced length and its limit. What is too much is not written,
/// and looks to the writer as if nobody read any more.
/// </summary>
/// <param name="inner">Where the bytes go.</param>
/// <param name="announced">The length that the headers announce, if they do.</param>
/// <param name="limit">The most bytes of a body.</param>
internal sealed class BodyWriter(PipeWriter inner, long? announced, long limit) : PipeWriter
{
    /// <summary>How many bytes were written.</summary>
    public long Written { get; private set; }

    /// <summary>Whether there were more bytes than announced.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether there were more bytes than the limit allows.</summary>
    public bool IsOverLimit { get; private set; }

    /// <summary>Whether whoever reads the bytes has gone.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Whether there are less bytes than announced, now that there will be no more.</summary>
    public bool IsTooShort => announced is { } length && Written < length;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    /// <summary>Whether nothing more of the body can be sent.</summary>
    public bool IsBroken => IsRefused || IsAbandoned;

    private bool IsRefused => IsTooLong || IsOverLimit;

    public override void Advance(int bytes)
    {
        IsTooLong |= announced is { } length && Written + bytes > length;
        IsOverLimit |= Written + bytes > limit;
        if (!IsRefused)
        {
            Written += bytes;
            inner.Advance(bytes);
        }
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (IsRefused)
        {
            return new(new FlushResult(isCanceled: false, isCompleted: true));
        }

        ValueTask<FlushResult> flush = inner.FlushAsync(cancellationToken);
        return flush.IsCompletedSuccessfully ? new(Note(flush.Result)) : NoteAsync(flush);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    /// <summary>Whoever made the inner writer completes it.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    private async ValueTask<FlushResult> NoteAsync(ValueTask<FlushResult> flush) => Note(await flush.ConfigureAwait(false));

    private FlushResult Note(FlushResult result)
    {
        IsAbandoned |= result.IsCompleted;
        return result;
    }
}
