using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Components.Streams;

/// <summary>A stream that the host makes.</summary>
internal abstract class HostStream<T> : ComponentStream<T>, ITransferSource
{
    private Task? _wait;
    private int _isGiven;

    /// <summary>Lowers elements, once the stream is given to a guest.</summary>
    protected ElementCodec<T> Codec { get; private set; } = null!;

    /// <summary>Completes when no wait is under way.</summary>
    protected Task PendingWait => _wait ?? Task.CompletedTask;

    public abstract FillOutcome Fill(CanonicalContext reader, uint address, uint room, out uint written);

    public void Wait(Action ready) => _wait = WaitThen(ready);

    public abstract void Close();

    public void TakeBack() => Volatile.Write(ref _isGiven, 0);

    public sealed override void Dispose() => Close();

    /// <inheritdoc/>
    public sealed override async ValueTask<int> ReadAsync(Memory<T> buffer, CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _isGiven) != 0)
        {
            throw Gone();
        }

        // A guest may have asked before, and have given the stream back while its source was at work.
        if (!PendingWait.IsCompleted)
        {
            await PendingWait.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return await ReadCoreAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    internal sealed override uint GiveTo(CanonicalContext context, ElementCodec<T> codec)
    {
        if (Interlocked.Exchange(ref _isGiven, 1) != 0)
        {
            throw Gone();
        }

        Codec = codec;
        var writer = new HostWriter(context.Instance.Loop, this, isFuture: false, codec.Signature);
        return context.AddReadableEnd(writer.Channel);
    }

    protected abstract ValueTask<int> ReadCoreAsync(Memory<T> buffer, CancellationToken cancellationToken);

    /// <summary>Completes when there is something to fill a buffer with, or the stream is over. Does not fail.</summary>
    protected abstract Task WaitCoreAsync();

    private static InvalidOperationException Gone() => new("The stream was given to a guest, and cannot be used again.");

    private async Task WaitThen(Action ready)
    {
        await WaitCoreAsync().ConfigureAwait(false);
        ready();
    }
}
