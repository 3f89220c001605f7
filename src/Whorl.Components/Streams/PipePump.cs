using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Tasks;

namespace Whorl.Components.Streams;

/// <summary>
/// Copies a guest's bytes into a pipe. The guest may write as long as little is unflushed; the pipe is flushed between the guest's turns, so
/// that many small writes leave together, and the guest waits while a flush does.
/// </summary>
internal sealed class PipePump : LoopWork, IHostReader, IHostEnd, IValueTaskSource<long>
{
    private const uint MaxUnflushed = 64 << 10;

    private static readonly Task<FlushResult> s_flushed = Task.FromResult(default(FlushResult));

    private readonly GuestStream<byte> _stream;
    private readonly PipeWriter _pipe;
    private readonly CancellationToken _cancellation;
    private ManualResetValueTaskSourceCore<long> _done;
    private Action? _post;
    private CancellationTokenRegistration _registration;
    private Task<FlushResult> _flush = s_flushed;
    private long _total;
    private uint _unflushed;
    private bool _isFlushing;
    private bool _isReading;
    private bool _isQueued;
    private bool _isWatched;
    private bool _isOver;
    private bool _hasEnded;

    private PipePump(GuestStream<byte> stream, PipeWriter pipe, bool onLoop, CancellationToken cancellation)
    {
        _done.RunContinuationsAsynchronously = !onLoop;
        _stream = stream;
        _pipe = pipe;
        _cancellation = cancellation;
    }

    public bool CanAct => true;

    public int Place { get; set; }

    public int Component => -1;

    public uint Remaining => _isFlushing ? 0 : MaxUnflushed - _unflushed;

    public bool IsZeroLength => false;

    private StoreLoop Loop => _stream.End.Loop;

    /// <summary>Starts to copy. Any thread.</summary>
    public static ValueTask<long> Run(GuestStream<byte> stream, PipeWriter pipe, bool onLoop, CancellationToken cancellation)
    {
        var pump = new PipePump(stream, pipe, onLoop, cancellation);
        if (stream.End.Loop.IsOnLoop)
        {
            // In the middle of the guest's call that gives the stream: its first write finds a reader, and need not wait for a turn.
            pump.Begin();
        }
        else
        {
            stream.End.Loop.Post(new Command(pump, static p => p.Begin()));
        }

        return new ValueTask<long>(pump, pump._done.Version);
    }

    public void Accept(CanonicalContext writer, uint address, uint count)
    {
        _pipe.Write(writer.Memory.Slice(address, count));
        _unflushed += count;
        _total += count;
    }

    public void Copied()
    {
        _stream.End.Channel.Reclaim();
        Done(CopyResult.Completed);
    }

    public void Done(CopyResult result)
    {
        _isReading = false;
        _isOver |= result == CopyResult.Dropped;
        if (!_isOver && Remaining > 0)
        {
            Read();
        }

        Queue();
    }

    public void Abandon(Exception cause)
    {
        // Everybody is being told now: what goes on must not come in between.
        if (TryEnd())
        {
            var failure = new GuestTrapException("The component instance that writes has ended.", cause);
            ThreadPool.UnsafeQueueUserWorkItem(static end => end.Pump._done.SetException(end.Failure), (Pump: this, Failure: failure), preferLocal: false);
        }
    }

    protected internal override void Run()
    {
        _isQueued = false;
        if (!_hasEnded && Flush())
        {
            if (_isOver)
            {
                End(null);
            }
            else if (!_isReading)
            {
                Read();
            }
        }

        Watch();
    }

    protected internal override void OnEnded(Exception cause) => Abandon(cause);

    long IValueTaskSource<long>.GetResult(short token) => _done.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<long>.GetStatus(short token) => _done.GetStatus(token);

    void IValueTaskSource<long>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _done.OnCompleted(continuation, state, token, flags);

    private void Begin()
    {
        Loop.RemoveEnd(_stream);
        Loop.AddEnd(this);
        Read();
        Queue();
    }

    // Most bodies are over in the first turn, and only others are worth the price of being cancelled.
    private void Watch()
    {
        if (!_hasEnded && !_isWatched)
        {
            _isWatched = true;
            _registration = _cancellation.UnsafeRegister(
                static pump => ((PipePump)pump!).Loop.Post(new Command((PipePump)pump, static p => p.End(new OperationCanceledException(p._cancellation)))),
                this);
        }
    }

    // The channel calls from inside the guest's write, so that the rest waits for a turn of its own.
    private void Queue()
    {
        if (!_isQueued && !_isFlushing)
        {
            _isQueued = true;
            Loop.Enqueue(this);
        }
    }

    private void Read()
    {
        _isReading = true;
        _stream.End.Channel.Read(this);
    }

    /// <returns>False while the flush goes on, and when the copy has ended by it.</returns>
    private bool Flush()
    {
        if (_isFlushing)
        {
            _isFlushing = false;
            Loop.EndHostOperation();
            return EndFlush(_flush);
        }

        if (_unflushed == 0)
        {
            return true;
        }

        _unflushed = 0;
        _flush = BeginFlush();
        if (_flush.IsCompleted)
        {
            return EndFlush(_flush);
        }

        _isFlushing = true;
        Loop.BeginHostOperation();
        _flush.GetAwaiter().UnsafeOnCompleted(_post ??= () => Loop.Post(this));
        return false;
    }

    private Task<FlushResult> BeginFlush()
    {
        var flush = _pipe.FlushAsync(_cancellation);
        if (!flush.IsCompletedSuccessfully)
        {
            return flush.AsTask();
        }

        var result = flush.GetAwaiter().GetResult();
        return result.IsCompleted ? Task.FromResult(result) : s_flushed;
    }

    private bool EndFlush(Task<FlushResult> flush)
    {
        try
        {
            if (!flush.GetAwaiter().GetResult().IsCompleted)
            {
                return true;
            }

            End(null);
        }
#pragma warning disable CA1031 // Whatever the pipe fails with is for the one who waits for the copy.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            End(exception);
        }

        return false;
    }

    private void End(Exception? failure)
    {
        if (!TryEnd())
        {
            return;
        }

        _stream.End.Channel.Drop();
        if (failure is null)
        {
            _done.SetResult(_total);
        }
        else
        {
            _done.SetException(failure);
        }
    }

    private bool TryEnd()
    {
        if (_hasEnded)
        {
            return false;
        }

        _hasEnded = true;
        _registration.Unregister();
        Loop.RemoveEnd(this);
        return true;
    }

    private sealed class Command(PipePump pump, Action<PipePump> action) : LoopWork
    {
        protected internal override void Run() => action(pump);

        protected internal override void OnEnded(Exception cause) => pump.Abandon(cause);
    }
}
