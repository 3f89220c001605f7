using Whorl.Components.Abi;

namespace Whorl.Components.Streams;

/// <summary>The elements of a sequence as a stream.</summary>
internal sealed class SequenceStream<T>(IAsyncEnumerable<T> elements) : HostStream<T>
{
    private readonly CancellationTokenSource _closed = new();
    private IAsyncEnumerator<T>? _enumerator;
    private Task<bool>? _next;
    private Step _step;
    private int _isClosed;

    private enum Step : byte
    {
        Idle,
        Moving,
        Ready,
        Over,
    }

    public override FillOutcome Fill(CanonicalContext reader, uint address, uint room, out uint written)
    {
        written = 0;
        while (Advance() && written < room)
        {
            Codec.Store(reader, address + (written * Codec.Size), _enumerator!.Current);
            _step = Step.Idle;
            written++;
        }

        if (written > 0)
        {
            return FillOutcome.Filled;
        }

        return _step switch
        {
            Step.Over => FillOutcome.Ended,
            Step.Ready => FillOutcome.Filled,
            _ => FillOutcome.Later,
        };
    }

    public override void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _closed.Cancel();
            _ = DisposeAsync();
        }
    }

    protected override async ValueTask<int> ReadCoreAsync(Memory<T> buffer, CancellationToken cancellationToken)
    {
        if (!Advance() && _step == Step.Moving)
        {
            await WaitCoreAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_step != Step.Ready)
        {
            return 0;
        }

        buffer.Span[0] = _enumerator!.Current;
        _step = Step.Idle;
        return 1;
    }

    protected override async Task WaitCoreAsync()
    {
        try
        {
            _step = await _next!.ConfigureAwait(false) ? Step.Ready : Step.Over;
        }
#pragma warning disable CA1031 // A stream has no way to tell of an error: it ends, and what the stream is for tells the rest.
        catch (Exception)
#pragma warning restore CA1031
        {
            _step = Step.Over;
        }
    }

    /// <summary>Moves on to the next element, if it is there.</summary>
    private bool Advance()
    {
        if (_step != Step.Idle)
        {
            return _step == Step.Ready;
        }

        try
        {
            _enumerator ??= elements.GetAsyncEnumerator(_closed.Token);
            var next = _enumerator.MoveNextAsync();
            if (next.IsCompleted)
            {
                _step = next.GetAwaiter().GetResult() ? Step.Ready : Step.Over;
            }
            else
            {
                _next = next.AsTask();
                _step = Step.Moving;
            }
        }
#pragma warning disable CA1031 // The same.
        catch (Exception)
#pragma warning restore CA1031
        {
            _step = Step.Over;
        }

        return _step == Step.Ready;
    }

    private async Task DisposeAsync()
    {
        await PendingWait.ConfigureAwait(false);
        if (_enumerator is not null && _step != Step.Moving)
        {
            await _enumerator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
