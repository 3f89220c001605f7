using Whorl.Components.Abi;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Hosting;
using Whorl.Components.Tasks;

namespace Whorl.Components.Streams;

/// <summary>A guest's end of a stream or future (canonical ABI: <c>CopyEnd</c>), with the buffer of the copy that it has under way.</summary>
internal sealed class CopyEnd(TransferChannel channel, bool reads, int component) : Waitable, ICopyParty
{
    // Canonical ABI: Buffer.MAX_LENGTH.
    private const uint MaxLength = (1u << 28) - 1;
    private const int ResultBits = 4;

    private CanonicalContext? _context;
    private ValueShape? _shape;
    private uint _pointer;
    private uint _length;
    private uint _progress;
    private CopyResult _result;
    private bool _isPart;

    public TransferChannel Channel => channel;

    public CopyState State { get; private set; }

    public bool IsCopying => State is CopyState.Copying or CopyState.Cancelling;

    public CanonicalContext Context => _context!;

    public ComponentInstance Instance => Context.Instance;

    public int Component => component;

    public uint Remaining => _length - _progress;

    public bool IsZeroLength => _length == 0;

    /// <summary>Where the next element lies, or goes.</summary>
    public uint Address => _pointer + (_progress * (_shape?.Size ?? 0));

    /// <summary>What handles to such an end are.</summary>
    public static HandleKind Kind(bool isFuture, bool reads) => (isFuture, reads) switch
    {
        (false, true) => HandleKind.ReadableStream,
        (false, false) => HandleKind.WritableStream,
        (true, true) => HandleKind.ReadableFuture,
        (true, false) => HandleKind.WritableFuture,
    };

    /// <summary>Canonical ABI: the copy of elements from one guest's memory to another's. The range of each side was checked when it began.</summary>
    public static void Copy(CopyEnd writer, CopyEnd reader, uint count)
    {
        if (writer._shape is not { } source || reader._shape is not { } target)
        {
            return;
        }

        var (from, to) = (writer.Address, reader.Address);
        if (source.IsPlain)
        {
            var byteCount = count * source.Size;
            writer.Context.Memory.Slice(from, byteCount).CopyTo(reader.Context.Memory.WritableSlice(to, byteCount));
            return;
        }

        for (var i = 0u; i < count; i++)
        {
            target.Store(reader.Context, to + (i * target.Size), source.Load(writer.Context, from + (i * source.Size)));
        }
    }

    /// <summary>Begins a copy; the channel is told next.</summary>
    public void Begin(CanonicalContext context, ValueShape? shape, uint pointer, uint length)
    {
        CheckIdle();
        if (length > MaxLength)
        {
            throw new GuestTrapException($"stream read/write count too large: {length}, where {MaxLength} is the most");
        }

        if (shape is not null && length > 0)
        {
            var what = reads ? "read" : "write";
            CanonicalContext.CheckAligned(pointer, shape.Alignment, what);
            var byteCount = (ulong)length * shape.Size;
            if (!context.Memory.Contains(pointer, byteCount))
            {
                throw new GuestTrapException(
                    $"{what} pointer out of bounds of memory: {byteCount} bytes at address {pointer} in a memory of {context.Memory.Size} bytes");
            }
        }

        (_context, _shape, _pointer, _length, _progress) = (context, shape, pointer, length, 0);
        State = CopyState.Copying;
        if (reads)
        {
            channel.Read(this);
        }
        else
        {
            channel.Write(this);
        }
    }

    public void Advance(uint count) => _progress += count;

    public void Copied()
    {
        (_result, _isPart) = (CopyResult.Completed, true);
        SetEvent();
    }

    public void Done(CopyResult result)
    {
        (_result, _isPart) = (result, false);
        SetEvent();
    }

    /// <summary>Canonical ABI: the first part of <c>cancel_copy</c>.</summary>
    public void Cancel()
    {
        if (State != CopyState.Copying || HasSyncWaiter)
        {
            throw new GuestTrapException($"stream or future {(reads ? "read" : "write")} cancelled when no {(reads ? "read" : "write")} is pending");
        }

        State = CopyState.Cancelling;
        if (!HasEvent)
        {
            channel.Finish(CopyResult.Cancelled);
        }
        else if (_result == CopyResult.Completed && !channel.IsFuture)
        {
            // Some elements were copied, but the buffer is given back by the cancellation.
            _result = CopyResult.Cancelled;
        }
    }

    /// <summary>Canonical ABI: <c>CopyEnd.drop</c>.</summary>
    public void Drop()
    {
        if (IsCopying)
        {
            throw new GuestTrapException($"cannot {(reads ? "remove" : "drop")} busy {channel.Noun}");
        }

        if (channel.IsFuture && !reads && State != CopyState.Done)
        {
            throw new GuestTrapException("cannot drop future write end without first writing a value");
        }

        Join(null);
        channel.Drop();
    }

    /// <summary>Canonical ABI: <c>lift_async_value</c>, the checks.</summary>
    public void CheckLift()
    {
        if (IsCopying)
        {
            throw new GuestTrapException($"cannot remove busy {channel.Noun}");
        }

        if (State == CopyState.Done)
        {
            throw new GuestTrapException(channel.IsFuture
                ? "cannot lift future after previous read succeeded"
                : "cannot lift stream after being notified that the writable end dropped");
        }

        if (Set is not null)
        {
            throw new GuestTrapException($"cannot lift {channel.Noun} while it's in a waitable set");
        }
    }

    protected override WaitableEvent MakeEvent()
    {
        if (_isPart)
        {
            channel.Reclaim();
        }

        State = _result == CopyResult.Dropped || (channel.IsFuture && _result == CopyResult.Completed) ? CopyState.Done : CopyState.Idle;
        var code = (channel.IsFuture ? EventCode.FutureRead : EventCode.StreamRead) + (reads ? 0u : 1u);
        return new WaitableEvent(code, Handle, channel.IsFuture ? (uint)_result : (uint)_result | (_progress << ResultBits));
    }

    private void CheckIdle()
    {
        if (IsCopying)
        {
            throw new GuestTrapException("cannot have concurrent operations active on a future/stream");
        }

        if (State == CopyState.Done)
        {
            throw new GuestTrapException((channel.IsFuture, reads) switch
            {
                (false, true) => "cannot read from stream after being notified that the writable end dropped",
                (false, false) => "cannot write to stream after being notified that the readable end dropped",
                (true, true) => "cannot read from future after previous read succeeded",
                (true, false) => "cannot write to future after previous write succeeded or readable end dropped",
            });
        }
    }
}
