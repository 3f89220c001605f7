using Whorl.Components.Hosting;
using Whorl.Components.Types;

namespace Whorl.Components.Streams;

/// <summary>
/// What the two ends of a stream or future share (canonical ABI: <c>SharedStreamImpl</c>, <c>SharedFutureImpl</c>). Nothing is buffered:
/// the side that comes first waits here with its buffer, and the other copies.
/// </summary>
internal sealed class TransferChannel : IUnusedEnd
{
    private readonly string _signature;
    private ComponentType? _type;
    private ICopyParty? _pending;
    private bool _pendingReads;
    private bool _isDropped;

    /// <summary>A channel that a guest makes.</summary>
    /// <param name="type">The stream or future type.</param>
    public TransferChannel(ComponentType type)
    {
        IsFuture = type is FutureType;
        _type = type;
        _signature = ElementOf(type)?.Signature ?? "";
        IsNumeric = ElementOf(type) is null or PrimitiveType { Kind: >= PrimitiveKind.S8 and <= PrimitiveKind.F64 };
    }

    /// <summary>A channel that the host makes; its type becomes known when a guest uses it.</summary>
    /// <param name="isFuture">Whether it is a future.</param>
    /// <param name="signature">The canonical text of the element type.</param>
    public TransferChannel(bool isFuture, string signature)
    {
        IsFuture = isFuture;
        _signature = signature;
    }

    public bool IsFuture { get; }

    /// <summary>Whether both ends may be in one component instance (a restriction that the canonical ABI calls temporary).</summary>
    public bool IsNumeric { get; }

    /// <summary>The host's writing side, which is asked for elements when a guest reads.</summary>
    public HostWriter? Source { get; init; }

    public string Noun => IsFuture ? "future" : "stream";

    /// <summary>The guest that waits to read; null when none does.</summary>
    public CopyEnd? PendingReader => _pendingReads ? _pending as CopyEnd : null;

    public static ComponentType? ElementOf(ComponentType type) => type is FutureType future ? future.Element : ((StreamType)type).Element;

    /// <summary>Checks that the elements are what a guest or the host's glue takes them for.</summary>
    /// <exception cref="GuestTrapException">They are not.</exception>
    public void CheckType(ComponentType type)
    {
        if (ReferenceEquals(type, _type))
        {
            return;
        }

        if (_type is not { } known)
        {
            CheckType(type, IsFuture, _signature);
        }
        else if (!known.StructurallyEquals(type))
        {
            throw OtherType(type, IsFuture, _signature);
        }

        _type = type;
    }

    /// <summary>Checks that the elements of what the host has made are what a guest takes them for.</summary>
    /// <inheritdoc cref="CheckType(ComponentType)"/>
    public static void CheckType(ComponentType type, bool isFuture, string signature)
    {
        if (type is FutureType != isFuture || !IsKnown(type, signature))
        {
            throw OtherType(type, isFuture, signature);
        }
    }

    /// <inheritdoc cref="CheckType(ComponentType)"/>
    public void CheckType(string signature)
    {
        // Texts can be long. Those of the host's glue are constants, so that a type mostly meets the one that it met before.
        if (ReferenceEquals(signature, _type?.KnownAs))
        {
            return;
        }

        if (signature != _signature)
        {
            throw new GuestTrapException($"handle is a {Noun} of a different type: its elements are {Describe(_signature)}, not {Describe(signature)}");
        }

        _type?.KnownAs = signature;
    }

    public void Read(ICopyParty reader)
    {
        if (_isDropped)
        {
            reader.Done(CopyResult.Dropped);
        }
        else if (_pending is not { } writer)
        {
            Wait(reader, reads: true);
            Source?.Feed();
        }
        else if (writer.Remaining > 0)
        {
            CheckSides(reader, writer);
            if (reader.Remaining > 0)
            {
                Copy((CopyEnd)writer, reader);
                EndPart(writer);
            }

            reader.Done(CopyResult.Completed);
        }
        else
        {
            Finish(CopyResult.Completed);
            Wait(reader, reads: true);
        }
    }

    public void Write(CopyEnd writer)
    {
        if (_isDropped)
        {
            writer.Done(CopyResult.Dropped);
        }
        else if (_pending is not { } reader)
        {
            Wait(writer, reads: false);
        }
        else if (reader.Remaining > 0)
        {
            CheckSides(reader, writer);
            if (writer.Remaining > 0)
            {
                Copy(writer, reader);
                EndPart(reader);
            }

            writer.Done(CopyResult.Completed);
        }
        else if (writer.IsZeroLength && reader.IsZeroLength)
        {
            writer.Done(CopyResult.Completed);
        }
        else
        {
            Finish(CopyResult.Completed);
            Wait(writer, reads: false);
        }
    }

    /// <summary>Ends the copy that waits, if one does, with what it has got so far.</summary>
    public void Finish(CopyResult result)
    {
        var pending = _pending;
        Reclaim();
        pending?.Done(result);
    }

    /// <summary>The party that waited has its buffer back.</summary>
    public void Reclaim() => _pending = null;

    /// <summary>A party that waits does so no longer.</summary>
    public void Withdraw(ICopyParty party)
    {
        if (ReferenceEquals(_pending, party))
        {
            Reclaim();
        }
    }

    TransferChannel IUnusedEnd.Open(StoreLoop loop) => this;

    /// <summary>One end is gone.</summary>
    public void Drop()
    {
        if (!_isDropped)
        {
            _isDropped = true;
            Finish(CopyResult.Dropped);
            Source?.OnDropped();
        }
    }

    // A future has only one element, so that no further part can follow.
    private void EndPart(ICopyParty pending)
    {
        if (IsFuture)
        {
            Finish(CopyResult.Completed);
        }
        else
        {
            pending.Copied();
        }
    }

    private void Wait(ICopyParty party, bool reads) => (_pending, _pendingReads) = (party, reads);

    private void CheckSides(ICopyParty one, ICopyParty other)
    {
        if (one.Component == other.Component && !IsNumeric)
        {
            throw new GuestTrapException("cannot read from and write to intra-component future/stream with non-numeric payload");
        }
    }

    private static void Copy(CopyEnd writer, ICopyParty reader)
    {
        var count = Math.Min(writer.Remaining, reader.Remaining);
        writer.Instance.ResetLiftBudget();
        if (reader is CopyEnd guest)
        {
            CopyEnd.Copy(writer, guest, count);
            guest.Advance(count);
        }
        else
        {
            ((IHostReader)reader).Accept(writer.Context, writer.Address, count);
        }

        writer.Advance(count);
    }

    private static bool IsKnown(ComponentType type, string signature)
    {
        if (ReferenceEquals(signature, type.KnownAs))
        {
            return true;
        }

        if ((ElementOf(type)?.Signature ?? "") != signature)
        {
            return false;
        }

        type.KnownAs = signature;
        return true;
    }

    private static GuestTrapException OtherType(ComponentType type, bool isFuture, string signature) => new(
        $"handle is a {(isFuture ? "future" : "stream")} of a different type: its elements are {Describe(signature)}, not {Describe(ElementOf(type)?.Signature)}");

    private static string Describe(string? signature) => string.IsNullOrEmpty(signature) ? "nothing" : signature;
}
