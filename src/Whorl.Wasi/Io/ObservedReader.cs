using System.Buffers;
using System.IO.Pipelines;

namespace Whorl.Wasi.Io;

/// <summary>
/// Bytes from outside on their way to a guest's stream: keeps them to a limit, and says how they ended. A failure is an end of the bytes
/// here, and told by <see cref="Ended"/>.
/// </summary>
internal sealed class ObservedReader : PipeReader, IDisposable
{
    private readonly PipeReader _inner;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _completion = new();
    private ITimer? _idleTimer;
    private ReadOnlySequence<byte> _buffer;
    private long _total;
    private bool _isLast;
    private bool _isCompleted;
    private volatile bool _idledOut;

    /// <param name="inner">The bytes.</param>
    /// <param name="time">What idle times are measured with.</param>
    public ObservedReader(PipeReader inner, TimeProvider time)
    {
        _inner = inner;
        _time = time;
    }

    /// <summary>The most bytes to let in.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>Makes the failure that more bytes are.</summary>
    public Func<Exception>? OnLimit { get; init; }

    /// <summary>How long to wait for more bytes each time; null for as long as it takes.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Completes when nothing more will be read: with the failure if that was not the bytes' end, nor the reader's own wish.</summary>
    public Task<Exception?> Ended => _ended.Task;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_ended.Task.IsCompleted)
        {
            return End(_buffer);
        }

        try
        {
            ValueTask<ReadResult> pending = _inner.ReadAsync(cancellationToken);
            if (!pending.IsCompleted)
            {
                StartIdleTimer();
            }

            return Accept(await pending.ConfigureAwait(false));
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            return Fail(e);
        }
        finally
        {
            _idleTimer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        if (_ended.Task.IsCompleted)
        {
            result = End(_buffer);
            return true;
        }

        try
        {
            if (!_inner.TryRead(out result))
            {
                return false;
            }

            result = Accept(result);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            result = Fail(e);
        }

        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_ended.Task.IsCompleted)
        {
            return;
        }

        ReadOnlySequence<byte> rest = _buffer.Slice(consumed);
        _total += _buffer.Length - rest.Length;
        _buffer = default;
        _inner.AdvanceTo(consumed, examined);
        if (_isLast && rest.IsEmpty)
        {
            _ended.TrySetResult(null);
        }
    }

    public override void CancelPendingRead() => _inner.CancelPendingRead();

    /// <summary>Nobody reads any more. The rest, if there is one, is left to whoever owns the body.</summary>
    public override void Complete(Exception? exception = null)
    {
        lock (_completion)
        {
            if (_isCompleted)
            {
                return;
            }

            _isCompleted = true;
        }

        _idleTimer?.Dispose();
        _inner.Complete(exception);
        _ended.TrySetResult(null);
    }

    public void Dispose() => Complete();

    private static ReadResult End(ReadOnlySequence<byte> nothing) => new(nothing.Slice(nothing.End), isCanceled: false, isCompleted: true);

    private ReadResult Accept(ReadResult result)
    {
        _buffer = result.Buffer;
        _isLast = result.IsCompleted;
        if (_total + _buffer.Length > Limit)
        {
            _inner.AdvanceTo(_buffer.End);
            return Fail(OnLimit?.Invoke() ?? new IOException($"There are more than {Limit} bytes."));
        }

        if (result.IsCanceled && _idledOut)
        {
            _inner.AdvanceTo(_buffer.End);
            return Fail(new TimeoutException("No bytes came for too long."));
        }

        if (_isLast && _buffer.IsEmpty)
        {
            _inner.AdvanceTo(_buffer.End);
            _ended.TrySetResult(null);
        }

        return result;
    }

    private ReadResult Fail(Exception error)
    {
        _buffer = default;
        _ended.TrySetResult(error);
        return End(default);
    }

    private void StartIdleTimer()
    {
        if (IdleTimeout is { } timeout)
        {
            _idleTimer ??= _time.CreateTimer(
                static state => ((ObservedReader)state!).OnIdle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _idleTimer.Change(timeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnIdle()
    {
        _idledOut = true;
        _inner.CancelPendingRead();
    }
}
