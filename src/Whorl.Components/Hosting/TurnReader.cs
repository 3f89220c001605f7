using Whorl.Components.Abi;
using Whorl.Components.Streams;

namespace Whorl.Components.Hosting;

/// <summary>
/// Takes what a guest writes, in the turn in which it hands them over, to a stream and to the future that comes after it. So the first writes find a
/// reader, and need no turns of their own. What comes in later turns is read from the stream and the future, as ever. An object can be used again once
/// the turn is over.
/// </summary>
/// <typeparam name="T">The stream's element type.</typeparam>
/// <typeparam name="TLast">The future's type.</typeparam>
public abstract class TurnReader<T, TLast> : LoopWork
{
    private readonly StreamSide _elements = new();
    private readonly FutureSide _last = new();

    /// <summary>How many elements have come.</summary>
    public int Count => _elements.Count;

    /// <summary>Whether the guest has dropped its end of the stream, so that no more elements come.</summary>
    public bool IsOver => _elements.IsOver;

    /// <summary>Begins to read, in the middle of a turn of the guest that writes. On its loop.</summary>
    /// <param name="stream">The stream, which the guest has just given to the host.</param>
    /// <param name="future">The future, likewise.</param>
    /// <param name="buffer">Where the elements go. It must not be empty, nor change until the turn is over.</param>
    /// <returns>
    /// False if there is no such turn: it is not a guest that writes, or something was done with the stream or the future before. Then nothing
    /// happens.
    /// </returns>
    public bool TryBegin(ComponentStream<T> stream, ComponentFuture<TLast> future, Memory<T> buffer)
    {
        if (stream is not GuestStream<T> { End: { IsUntouched: true, Loop: { IsOnLoop: true } loop } } elements
            || future is not GuestFuture<TLast> { End.IsUntouched: true } last
            || last.End.Loop != loop)
        {
            return false;
        }

        if (_elements.IsReading)
        {
            throw new InvalidOperationException("A turn is being read already; wait for its end.");
        }

        _elements.Begin(elements, buffer);
        _last.Begin(last);
        loop.Enqueue(this);
        return true;
    }

    /// <summary>Takes the future's value, if it has come.</summary>
    public bool TryTakeLast([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TLast value) => _last.TryTake(out value);

    /// <summary>The turn is over. On the loop; must not wait.</summary>
    protected abstract void OnTurnEnded();

    /// <summary>The instance ended before the turn did. Must not wait.</summary>
    /// <param name="cause">Why it ended.</param>
    protected abstract void OnFailed(Exception cause);

    /// <inheritdoc/>
    protected internal sealed override void Run()
    {
        _elements.End();
        _last.End();
        OnTurnEnded();
    }

    /// <inheritdoc/>
    protected internal sealed override void OnEnded(Exception cause)
    {
        _elements.End();
        _last.End();
        OnFailed(cause);
    }

    private sealed class StreamSide : IHostReader
    {
        private GuestStream<T>? _stream;
        private Memory<T> _buffer;

        public int Component => -1;

        public bool IsReading => _stream is not null;

        public int Count { get; private set; }

        public bool IsOver { get; private set; }

        public uint Remaining => (uint)(_buffer.Length - Count);

        public bool IsZeroLength => false;

        public void Begin(GuestStream<T> stream, Memory<T> buffer)
        {
            (_stream, _buffer, Count, IsOver) = (stream, buffer, 0, false);
            stream.End.Channel.Read(this);
        }

        public void Accept(CanonicalContext writer, uint address, uint count)
        {
            _stream!.End.Codec.LoadRange(writer, address, _buffer.Span.Slice(Count, (int)count));
            Count += (int)count;
        }

        public void Copied()
        {
            _stream!.End.Channel.Reclaim();
            GoOn();
        }

        public void Done(CopyResult result)
        {
            IsOver |= result == CopyResult.Dropped;
            GoOn();
        }

        public void End()
        {
            _stream!.End.Channel.Withdraw(this);
            if (IsOver)
            {
                _stream.Dispose();
            }

            (_stream, _buffer) = (null, default);
        }

        private void GoOn()
        {
            if (!IsOver && Remaining > 0)
            {
                _stream!.End.Channel.Read(this);
            }
        }
    }

    private sealed class FutureSide : IHostReader
    {
        private GuestFuture<TLast>? _future;
        private TLast? _value;
        private bool _hasValue;

        public int Component => -1;

        public uint Remaining => _hasValue ? 0u : 1u;

        public bool IsZeroLength => false;

        public void Begin(GuestFuture<TLast> future)
        {
            (_future, _value, _hasValue) = (future, default, false);
            future.End.Channel.Read(this);
        }

        public void Accept(CanonicalContext writer, uint address, uint count)
        {
            _value = _future!.End.Codec.Load(writer, address);
            _hasValue = true;
        }

        public void Copied()
        {
        }

        public void Done(CopyResult result)
        {
        }

        public void End()
        {
            _future!.End.Channel.Withdraw(this);
            if (_hasValue)
            {
                _future.Dispose();
            }

            _future = null;
        }

        public bool TryTake([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TLast value)
        {
            value = _value;
            bool hasValue = _hasValue;
            (_value, _hasValue) = (default, false);
            return hasValue;
        }
    }
}
