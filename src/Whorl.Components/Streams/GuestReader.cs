using System.Threading.Tasks.Sources;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Tasks;

namespace Whorl.Components.Streams;

/// <summary>The host's readable end of a stream or future that a guest writes: one read at a time, straight out of the guest's memory.</summary>
internal sealed class GuestReader<T> : IHostReader, IValueTaskSource<int>
{
    private readonly IHostEnd _end;
    private readonly ElementCodec<T> _codec;
    private Start? _start;
    private Delivery? _delivery;
    private ManualResetValueTaskSourceCore<int> _result;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private Memory<T> _buffer;
    private T _value = default!;
    private int _room;
    private int _count;
    private int _isReading;
    private bool _isPending;
    private bool _onLoop;
    private volatile bool _isAwaited;
    private EndState _state;
    private Exception? _cause;
    private bool _isOver;

    /// <param name="end">The end that the loop knows.</param>
    /// <param name="loop">The writing guest's loop.</param>
    /// <param name="channel">What is read.</param>
    /// <param name="codec">Lifts the elements.</param>
    /// <param name="state">What has become of the end before.</param>
    /// <param name="cause">Why the instance has ended, if it has.</param>
    public GuestReader(IHostEnd end, StoreLoop loop, TransferChannel channel, ElementCodec<T> codec, EndState state, Exception? cause)
    {
        _end = end;
        Loop = loop;
        Channel = channel;
        _codec = codec;
        _state = state;
        _cause = cause;
    }

    public StoreLoop Loop { get; }

    public TransferChannel Channel { get; }

    public int Component => -1;

    public uint Remaining => (uint)(_room - _count);

    public bool IsZeroLength => false;

    /// <summary>What a future brought.</summary>
    public T Value => _value;

    public ValueTask<int> ReadAsync(Memory<T> buffer, bool onLoop, CancellationToken cancellationToken) => buffer.IsEmpty
        ? throw new ArgumentException("A read needs room for an element.", nameof(buffer))
        : new(this, Read(buffer, buffer.Length, onLoop, cancellationToken));

    /// <summary>Begins to read the element of a future, which is <see cref="Value"/> once the result is had with the token that is returned.</summary>
    public short ReadOne(bool onLoop, CancellationToken cancellationToken) => Read(default, 1, onLoop, cancellationToken);

    private short Read(Memory<T> buffer, int room, bool onLoop, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReading, 1) != 0)
        {
            throw new InvalidOperationException($"The {Channel.Noun} is being read already; wait for that read to end.");
        }

        _result.Reset();
        _result.RunContinuationsAsynchronously = true;
        (_buffer, _room, _count, _token, _onLoop, _isAwaited) = (buffer, room, 0, cancellationToken, onLoop, false);
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(static reader => ((GuestReader<T>)reader!).PostCancel(), this);
        }

        var version = _result.Version;
        if (Loop.IsOnLoop)
        {
            Begin();
        }
        else
        {
            Loop.Post(_start ??= new Start(this));
        }

        return version;
    }

    public void Accept(CanonicalContext writer, uint address, uint count)
    {
        if (Channel.IsFuture)
        {
            _value = _codec.Load(writer, address);
        }
        else
        {
            _codec.LoadRange(writer, address, _buffer.Span.Slice(_count, (int)count));
        }

        _count += (int)count;
    }

    public void Copied()
    {
        Channel.Reclaim();
        Complete();
    }

    public void Done(CopyResult result)
    {
        _isOver |= result == CopyResult.Dropped;
        if (result == CopyResult.Completed && _count == 0)
        {
            // The writer only wanted to know whether somebody reads.
            Loop.Post(_start ??= new Start(this));
            return;
        }

        Complete(result == CopyResult.Cancelled && _count == 0 ? new OperationCanceledException(_token) : null);
    }

    public void Abandon(Exception cause)
    {
        (_state, _cause) = (EndState.Abandoned, cause);
        if (_isPending)
        {
            Complete(EndFailure());
        }
    }

    /// <summary>Drops the end. Any thread.</summary>
    public void Drop()
    {
        if (Loop.IsOnLoop)
        {
            DropNow();
        }
        else
        {
            Loop.Post(new Command(this, static reader => reader.DropNow()));
        }
    }

    /// <summary>Lets go of the channel, to give it to somebody else. On the loop.</summary>
    public TransferChannel Release()
    {
        if (_state != EndState.Open || _isPending)
        {
            throw _state != EndState.Open ? EndFailure() : new InvalidOperationException($"The {Channel.Noun} is being read, and cannot be given to a guest.");
        }

        Loop.RemoveEnd(_end);
        _state = EndState.Given;
        return Channel;
    }

    public int GetResult(short token)
    {
        try
        {
            return _result.GetResult(token);
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _result.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _isAwaited = true;
        _result.OnCompleted(continuation, state, token, flags);
    }

    private void PostCancel() => Loop.Post(new Command(this, static reader =>
    {
        if (reader._isPending && reader._token.IsCancellationRequested)
        {
            reader.Channel.Finish(CopyResult.Cancelled);
        }
    }));

    private void DropNow()
    {
        Loop.RemoveEnd(_end);
        if (_state == EndState.Open)
        {
            _state = EndState.Dropped;
        }

        Channel.Drop();
    }

    private Exception EndFailure() => _state switch
    {
        EndState.Dropped => new ObjectDisposedException(Channel.Noun),
        EndState.Given => new InvalidOperationException($"The {Channel.Noun} was given to a guest, and cannot be used again."),
        _ => new GuestTrapException("The component instance that writes has ended.", _cause!),
    };

    private void Begin()
    {
        _isPending = true;
        if (_state != EndState.Open)
        {
            Complete(EndFailure());
        }
        else if (_isOver)
        {
            Complete();
        }
        else
        {
            Channel.Read(this);
        }
    }

    private void Complete(Exception? failure = null)
    {
        if (!_isPending)
        {
            return;
        }

        _isPending = false;
        _cancellation.Unregister();
        if (_onLoop && _isAwaited && _state == EndState.Open)
        {
            // The guest is in the middle of its write: what goes on has a turn of its own.
            _delivery ??= new Delivery(this);
            _delivery.Failure = failure;
            Loop.Enqueue(_delivery);
        }
        else
        {
            Deliver(failure);
        }
    }

    private void Deliver(Exception? failure)
    {
        if (failure is null)
        {
            _result.SetResult(_count);
        }
        else
        {
            _result.SetException(failure);
        }
    }

    private sealed class Delivery(GuestReader<T> reader) : LoopWork
    {
        public Exception? Failure { get; set; }

        protected internal override void Run()
        {
            reader._result.RunContinuationsAsynchronously = false;
            reader.Deliver(Failure);
        }

        protected internal override void OnEnded(Exception cause) => reader.Deliver(Failure);
    }

    private sealed class Start(GuestReader<T> reader) : LoopWork
    {
        protected internal override void Run() => reader.Begin();

        protected internal override void OnEnded(Exception cause)
        {
            reader._isPending = true;
            reader.Abandon(cause);
        }
    }

    private sealed class Command(GuestReader<T> reader, Action<GuestReader<T>> action) : LoopWork
    {
        protected internal override void Run() => action(reader);
    }
}
