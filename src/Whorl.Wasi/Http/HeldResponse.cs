using System.Buffers;
using System.IO.Pipelines;
using Whorl.Components.Hosting;

namespace Whorl.Wasi.Http;

/// <summary>
/// A response that goes out in one piece if its body is small and comes at once. What is held goes on its way as soon as the guest waits, or
/// writes more than fits.
/// </summary>
internal sealed class HeldResponse : PipeWriter
{
    /// <summary>The most bytes of a body that goes out in one piece.</summary>
    public const int HeldBytes = 16 * 1024;

    /// <summary>How many rounds of the loop a guest has for the rest of a body after a part of it: what is ready goes on in each.</summary>
    private const int Rounds = 4;

    private readonly HttpResponseSink _sink;
    private readonly int _status;
    private readonly HeaderList _headers;
    private readonly StoreLoop _loop;
    private readonly Push _push;
    private readonly Lock _gate = new();
    private byte[] _held = [];
    private int _count;
    private PipeWriter? _inner;
    private Task<FlushResult>? _pushed;
    private bool _isLent;
    private bool _isEnded;
    private bool _isPushQueued;

    /// <param name="sink">Where the response goes.</param>
    /// <param name="status">Its status.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="loop">The loop of the guest that writes the body.</param>
    public HeldResponse(HttpResponseSink sink, int status, HeaderList headers, StoreLoop loop)
    {
        _sink = sink;
        _status = status;
        _headers = headers;
        _loop = loop;
        _push = new Push(this);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        lock (_gate)
        {
            if (_inner is null && _count + Math.Max(sizeHint, 1) > HeldBytes)
            {
                Start();
            }

            _isLent = _inner is null;
            if (_inner is not null)
            {
                return _inner.GetMemory(sizeHint);
            }

            if (_held.Length == 0)
            {
                _held = ArrayPool<byte>.Shared.Rent(HeldBytes);
            }

            return _held.AsMemory(_count, HeldBytes - _count);
        }
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        lock (_gate)
        {
            if (!_isLent)
            {
                _inner!.Advance(bytes);
            }
            else if (_inner is not null)
            {
                // What was held went out while more was being added to it.
                _inner.Write(_held.AsSpan(_count, bytes));
            }
            else
            {
                _count += bytes;
            }
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Task<FlushResult>? pushed;
        lock (_gate)
        {
            if (_inner is null)
            {
                QueuePush();
                return default;
            }

            pushed = _pushed;
            _pushed = null;
            if (pushed is null)
            {
                return _inner.FlushAsync(cancellationToken);
            }
        }

        return FlushAfterAsync(pushed, cancellationToken);
    }

    public override void CancelPendingFlush() => _inner?.CancelPendingFlush();

    /// <summary>The sink completes its own writer.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>All of the body was written: sends what is held, and ends the response.</summary>
    public void Finish(HeaderList? trailers)
    {
        lock (_gate)
        {
            if (_inner is null && trailers is null)
            {
                _sink.Respond(_status, _headers, _held.AsSpan(0, _count));
            }
            else
            {
                Start();
                _sink.Complete(trailers);
            }

            End();
        }
    }

    /// <summary>The response is broken off: what is held is not sent.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            End();
        }
    }

    private void Start()
    {
        if (_inner is null)
        {
            _sink.Start(_status, _headers);
            _inner = _sink.Body;
            _inner.Write(_held.AsSpan(0, _count));
        }
    }

    private void End()
    {
        _isEnded = true;
        byte[] held = _held;
        _held = [];
        if (held.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(held);
        }
    }

    private void QueuePush()
    {
        if (!_isPushQueued)
        {
            _isPushQueued = true;
            _push.Queue(Rounds);
        }
    }

    private void SendHeld()
    {
        lock (_gate)
        {
            _isPushQueued = false;
            if (!_isEnded && _inner is null)
            {
                Start();
                _pushed = _inner!.FlushAsync(CancellationToken.None).AsTask();
            }
        }
    }

    private async ValueTask<FlushResult> FlushAfterAsync(Task<FlushResult> pushed, CancellationToken cancellationToken)
    {
        FlushResult result = await pushed.ConfigureAwait(false);
        return result.IsCompleted ? result : await _inner!.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private sealed class Push(HeldResponse response) : LoopWork
    {
        private int _rounds;

        public void Queue(int rounds)
        {
            _rounds = rounds;
            response._loop.Post(this);
        }

        protected override void Run()
        {
            if (_rounds > 1 && !response._isEnded)
            {
                Queue(_rounds - 1);
            }
            else
            {
                response.SendHeld();
            }
        }

        protected override void OnEnded(Exception cause) => response.SendHeld();
    }
}
