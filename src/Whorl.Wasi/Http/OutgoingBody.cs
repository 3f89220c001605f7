using System.Buffers;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Http;

/// <summary>
/// The body of a message that the guest writes: checks its length and limit, and holds a small one back until it is finished, so that the
/// message goes out in one piece. What is held goes on as soon as the guest waits for anything.
/// </summary>
internal sealed class OutgoingBody : OutputTarget
{
    /// <summary>The most that is held of a message that was given away; beyond, it is begun.</summary>
    private const int PushBytes = 16 * 1024;

    private readonly WasiContext _context;
    private readonly HttpErrorKind _sizeError;
    private readonly long? _announced;
    private IBodyCarrier? _carrier;
    private PipeOutput? _pipe;
    private byte[] _held = [];
    private int _heldCount;
    private long _written;
    private HeaderList? _trailers;
    private HttpFailure? _failure;
    private State _state;
    private bool _isSent;

    /// <param name="context">The instance's context.</param>
    /// <param name="announced">The length that the headers announce, if they do.</param>
    /// <param name="sizeError">How to tell the guest that the length is wrong.</param>
    public OutgoingBody(WasiContext context, long? announced, HttpErrorKind sizeError)
    {
        _context = context;
        _announced = announced;
        _sizeError = sizeError;
    }

    private enum State
    {
        Open,
        Finished,
        Failed,
    }

    /// <summary>The next of the bodies that hold something back.</summary>
    internal OutgoingBody? NextHeld { get; set; }

    /// <summary>Whether the context has this among the bodies that hold something back.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>The length, once the body is finished.</summary>
    public long? FinishedLength => _state == State.Finished ? _written : null;

    /// <summary>The trailers, once the body is finished.</summary>
    public HeaderList? Trailers => _trailers;

    public override StreamStatus CheckWrite(out int permit)
    {
        permit = 0;
        if (_state != State.Open)
        {
            return StreamStatus.Closed;
        }

        if (_pipe is not null)
        {
            return Note(_pipe.CheckWrite(out permit));
        }

        // A message that is not given away yet can only be kept, so there the guest comes to a stop.
        permit = _carrier is not null ? MaxWriteBytes : MaxWriteBytes - _heldCount;
        return StreamStatus.Open;
    }

    public override StreamStatus Write(ReadOnlySpan<byte> bytes)
    {
        if (_state != State.Open)
        {
            return StreamStatus.Closed;
        }

        _written += bytes.Length;
        if (CheckLength() is { } failure)
        {
            return FailWrite(failure);
        }

        if (_isSent)
        {
            return StreamStatus.Open;
        }

        if (_pipe is null && _carrier is not null && _heldCount + bytes.Length > PushBytes)
        {
            Start();
        }

        if (_pipe is not null)
        {
            _context.Hold(this);
            return _state == State.Open ? Note(_pipe.Write(bytes)) : StreamStatus.Closed;
        }

        Hold(bytes);
        return StreamStatus.Open;
    }

    /// <summary>Notes that the guest wants its bytes on their way: they go when it next waits, has written much or finishes.</summary>
    public override StreamStatus Flush()
    {
        if (_state != State.Open)
        {
            return StreamStatus.Closed;
        }

        if (_carrier is not null)
        {
            _context.Hold(this);
        }

        return StreamStatus.Open;
    }

    /// <summary>Sends on what is held. Called when the guest waits, or has not called the host for long.</summary>
    public void Push()
    {
        if (_state != State.Open || _carrier is null || _isSent)
        {
            return;
        }

        if (_pipe is null)
        {
            Start();
        }

        if (_pipe is not null)
        {
            Note(_pipe.Flush());
        }
    }

    /// <summary>The guest gave the message away: from now on it goes to the other side.</summary>
    public void Attach(IBodyCarrier carrier)
    {
        _carrier = carrier;
        if (carrier.IsBodiless)
        {
            _isSent = true;
            ReleaseHeld();
            carrier.SendWhole([]);
        }
        else if (_failure is not null)
        {
            carrier.Fail(_failure);
        }
        else if (_state == State.Finished)
        {
            End();
        }
        else
        {
            _context.Hold(this);
        }
    }

    /// <summary>The guest has written all.</summary>
    /// <returns>What is wrong with the body, if anything.</returns>
    public HttpError? Finish(HeaderList? trailers)
    {
        if (_failure is not null)
        {
            return _failure.Error;
        }

        if (_announced is { } announced && _written != announced && !_isSent)
        {
            Fail(new HttpFailure(
                HttpFailureReason.BodyLength,
                new HttpError(_sizeError) { Size = (ulong)_written },
                $"the component announced a body of {announced} bytes by its content-length header and wrote {_written}"));
            return _failure!.Error;
        }

        if (_pipe is not null && WaitForFlush() is { } lost)
        {
            return lost;
        }

        _state = State.Finished;
        _trailers = trailers is { Count: > 0 } ? trailers : null;
        if (_carrier is not null && !_isSent)
        {
            End();
        }

        return null;
    }

    /// <summary>The guest dropped the body. If it was not finished, the message is broken off.</summary>
    public void Abandon()
    {
        if (_state == State.Open)
        {
            Fail(new HttpFailure(
                HttpFailureReason.BodyIncomplete,
                new HttpError(HttpErrorKind.HttpResponseIncomplete),
                $"the component dropped the body after {_written} bytes without finishing it"));
        }
    }

    /// <summary>The guest is at its end: nothing more is sent, or told, of the body.</summary>
    public void Detach()
    {
        _isSent = true;
        _state = State.Failed;
        ReleaseHeld();
    }

    /// <summary>Gives the held bytes of a finished body, which are then no more held here.</summary>
    public byte[] TakeHeld()
    {
        byte[] bytes = _held.AsSpan(0, _heldCount).ToArray();
        ReleaseHeld();
        return bytes;
    }

    public override void Dispose()
    {
    }

    private HttpFailure? CheckLength()
    {
        if (_announced is { } announced && _written > announced)
        {
            return new HttpFailure(
                HttpFailureReason.BodyLength,
                new HttpError(_sizeError) { Size = (ulong)_written },
                $"the component announced a body of {announced} bytes by its content-length header and wrote {_written} or more");
        }

        long limit = _context.Options.Limits.OutgoingBodyBytes;
        return _written <= limit ? null : new HttpFailure(
            HttpFailureReason.BodyLimit,
            new HttpError(_sizeError) { Size = (ulong)limit },
            $"the component wrote a body larger than the limit outgoing-body-bytes of {limit}; the body was broken off");
    }

    private StreamStatus FailWrite(HttpFailure failure)
    {
        if (failure.Reason == HttpFailureReason.BodyLimit)
        {
            long limit = _context.Options.Limits.OutgoingBodyBytes;
            _context.Report("outgoing-body-bytes", limit, "the component wrote a larger body", "it was broken off");
        }

        Fail(failure);
        Failure = new IoError(failure.Error);
        return StreamStatus.Failed;
    }

    private void Fail(HttpFailure failure)
    {
        _failure = failure;
        _state = State.Failed;
        ReleaseHeld();
        if (!_isSent)
        {
            _carrier?.Fail(failure);
        }
    }

    /// <summary>Takes over what happened to the pipe: once its reader is gone, so is the message.</summary>
    private StreamStatus Note(StreamStatus status)
    {
        if (status == StreamStatus.Open)
        {
            return status;
        }

        Failure = _pipe!.Failure;
        Fail(new HttpFailure(
            HttpFailureReason.Disconnected,
            Failure?.Http ?? new HttpError(HttpErrorKind.ConnectionTerminated),
            $"the other side went away after {_written} bytes of the body were written"));
        return status;
    }

    private HttpError? WaitForFlush()
    {
        Note(_pipe!.CheckWrite(out int permit));
        if (_state == State.Open && permit == 0)
        {
            _context.WaitFor(_pipe);
            Note(_pipe.CheckWrite(out _));
        }

        return _failure?.Error;
    }

    private void Start()
    {
        _pipe = new PipeOutput(_context, _carrier!.Start());
        if (_heldCount > 0)
        {
            Note(_pipe.Write(_held.AsSpan(0, _heldCount)));
            ReleaseHeld();
        }
    }

    private void End()
    {
        if (_pipe is null && _trailers is null)
        {
            _carrier!.SendWhole(_held.AsSpan(0, _heldCount));
            ReleaseHeld();
            return;
        }

        if (_pipe is null)
        {
            Start();
        }

        _carrier!.Complete(_trailers);
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        int needed = _heldCount + bytes.Length;
        if (needed > _held.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(needed <= 4096 ? 4096 : 64 * 1024);
            _held.AsSpan(0, _heldCount).CopyTo(larger);
            int count = _heldCount;
            ReleaseHeld();
            _held = larger;
            _heldCount = count;
            _context.ChargeHost(larger.Length);
        }

        bytes.CopyTo(_held.AsSpan(_heldCount));
        _heldCount = needed;
    }

    private void ReleaseHeld()
    {
        if (_held.Length > 0)
        {
            _context.ChargeHost(-_held.Length);
            ArrayPool<byte>.Shared.Return(_held);
            _held = [];
        }

        _heldCount = 0;
    }
}
