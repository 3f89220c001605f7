using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Tasks;

namespace Whorl.Components.Streams;

/// <summary>
/// The host's readable end of what a guest writes. Many are only passed on, dropped, or read by a <see cref="TurnReader{T, TLast}"/>; what reading
/// needs otherwise is made when it is asked for. To be kept in a field that is not read-only, as it changes in place.
/// </summary>
internal struct HeldEnd<T>
{
    private readonly IHostEnd _owner;
    private GuestReader<T>? _reader;
    private EndState _state;
    private Exception? _cause;

    /// <param name="owner">Who has the end; the loop tells it when the instance ends.</param>
    /// <param name="loop">The writing guest's loop, which the caller is on.</param>
    /// <param name="channel">What is read.</param>
    /// <param name="codec">Lifts the elements.</param>
    public HeldEnd(IHostEnd owner, StoreLoop loop, TransferChannel channel, ElementCodec<T> codec)
    {
        (_owner, Loop, Channel, Codec) = (owner, loop, channel, codec);
        loop.AddEnd(owner);
    }

    public StoreLoop Loop { get; }

    public TransferChannel Channel { get; }

    public ElementCodec<T> Codec { get; }

    /// <summary>Whether nothing was done with the end so far.</summary>
    public readonly bool IsUntouched => _reader is null && _state == EndState.Open;

    /// <summary>Reads the end. Any thread.</summary>
    public GuestReader<T> Reader => _reader ?? Make();

    /// <summary>Drops the end. Any thread.</summary>
    public void Drop()
    {
        if (_reader is null && Loop.IsOnLoop)
        {
            if (Close(EndState.Dropped))
            {
                Channel.Drop();
            }
        }
        else
        {
            Reader.Drop();
        }
    }

    /// <summary>Lowers the end for a guest of the same loop.</summary>
    public uint GiveTo(CanonicalContext context) =>
        context.AddReadableEnd(_reader is null && Close(EndState.Given) ? Channel : Reader.Release());

    /// <summary>The instance that writes has ended.</summary>
    public void Abandon(Exception cause)
    {
        (_state, _cause) = (EndState.Abandoned, cause);
        _reader?.Abandon(cause);
    }

    private GuestReader<T> Make()
    {
        var reader = new GuestReader<T>(_owner, Loop, Channel, Codec, _state, _cause);
        return Interlocked.CompareExchange(ref _reader, reader, null) ?? reader;
    }

    private bool Close(EndState state)
    {
        if (_state != EndState.Open)
        {
            return false;
        }

        Loop.RemoveEnd(_owner);
        _state = state;
        return true;
    }
}
