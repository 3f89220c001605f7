using System.Buffers;
using System.IO.Pipelines;

namespace Whorl.Wasi.Io;

/// <summary>
/// Bytes from outside on their way to a guest's stream: keeps them to a limit, and says how they ended. A failure is an end of the bytes
/// here, and told by <see cref="Ended"/>.
/// </summary>
internal sealed class ObservedReader : PipeReader, IDisposable
{
    private static readonly ReadResult s_end = new(ReadOnlySequence<byte>.Empty, isCanceled: false, isCompleted: true);

    private readonly PipeReader _inner;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private TaskCompletionSource? _released;
    private ITimer? _idleTimer;
    private ReadOnlySequence<byte> _buffer;
    private long _total;
    private bool _isLast;
    private bool _isCompleted;
    private bool _isBusy;
    private bool _isCut;
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

    private bool IsOver => _isCut || _isCompleted || _ended.Task.IsCompleted;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> pending;
        try
        {
            lock (_gate)
            {
                if (IsOver)
                {
                    return s_end;
                }

                _isBusy = true;
                pending = _inner.ReadAsync(cancellationToken);
            }

            if (!pending.IsCompleted)
            {
                StartIdleTimer();
            }

            ReadResult result = await pending.ConfigureAwait(false);
            lock (_gate)
            {
                return Accept(result);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Break(e, cancellationToken);
        }
        finally
        {
            _idleTimer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        lock (_gate)
        {
            if (IsOver)
            {
                result = s_end;
                return true;
            }

            try
            {
                if (!_inner.TryRead(out result))
                {
                    return false;
                }

                _isBusy = true;
                result = Accept(result);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                result = Break(e, CancellationToken.None);
            }

            return true;
        }
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        lock (_gate)
        {
            if (!_isBusy)
            {
                return;
            }

            ReadOnlySequence<byte> rest = _buffer.Slice(consumed);
            _total += _buffer.Length - rest.Length;
            _buffer = default;
            _inner.AdvanceTo(consumed, examined);
            Release();
            if (_isLast && rest.IsEmpty)
            {
                _ended.TrySetResult(null);
            }
        }
    }

    /// <summary>
    /// The bytes are no more there to be read, for they belong to something that is over. When this is, nothing of them is in use, and
    /// nothing will be.
    /// </summary>
    /// <param name="reason">What the reader is told, if it had not come to the end.</param>
    public async Task CutAsync(Exception reason)
    {
        Task released;
        lock (_gate)
        {
            _isCut = true;
            if (!_isBusy)
            {
                _ended.TrySetResult(reason);
                return;
            }

            _released ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            released = _released.Task;
            _inner.CancelPendingRead();
        }

        await released.ConfigureAwait(false);
        _ended.TrySetResult(reason);
    }

    public override void CancelPendingRead()
    {
        lock (_gate)
        {
            if (_isBusy)
            {
                _inner.CancelPendingRead();
            }
        }
    }

    /// <summary>Nobody reads any more. The rest, if there is one, is left to whoever owns the body.</summary>
    public override void Complete(Exception? exception = null)
    {
        lock (_gate)
        {
            if (_isCompleted)
            {
                return;
            }

            _isCompleted = true;
            if (!_isCut)
            {
                _inner.Complete(exception);
            }

            Release();
        }

        _idleTimer?.Dispose();
        _ended.TrySetResult(null);
    }

    public void Dispose() => Complete();

    private ReadResult Accept(ReadResult result)
    {
        if (_isCut)
        {
            _inner.AdvanceTo(result.Buffer.Start);
            Release();
            return s_end;
        }

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
            Release();
            _ended.TrySetResult(null);
        }

        return result;
    }

    /// <summary>Reading threw: a failure, but for the reader's own cancellation.</summary>
    private ReadResult Break(Exception exception, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                return Fail(exception);
            }

            Release();
        }

        throw new OperationCanceledException(exception.Message, exception, cancellationToken);
    }

    private ReadResult Fail(Exception error)
    {
        _buffer = default;
        Release();
        _ended.TrySetResult(error);
        return s_end;
    }

    private void Release()
    {
        _isBusy = false;
        _released?.TrySetResult();
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
