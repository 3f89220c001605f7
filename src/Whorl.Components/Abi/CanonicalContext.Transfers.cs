using Whorl.Components.Hosting;
using Whorl.Components.Streams;
using Whorl.Components.Types;

namespace Whorl.Components.Abi;

/// <content>Streams and futures on their way between a guest and the host, or another guest.</content>
public sealed partial class CanonicalContext
{
    /// <summary>Lifts a <c>stream</c>: takes the readable end away from the guest.</summary>
    /// <exception cref="GuestTrapException">The guest has no such readable end, it is of another type, in use, or in a waitable set.</exception>
    public ComponentStream<T> TakeStream<T>(uint handle, ElementCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var channel = TakeReadableEnd(handle, isFuture: false, codec.Signature);
        return channel.Source is { } writer
            ? (ComponentStream<T>)writer.TakeBack()
            : new GuestStream<T>(_instance.Loop, channel, codec);
    }

    /// <summary>Lifts a <c>future</c>: takes the readable end away from the guest.</summary>
    /// <inheritdoc cref="TakeStream"/>
    public ComponentFuture<T> TakeFuture<T>(uint handle, ElementCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var channel = TakeReadableEnd(handle, isFuture: true, codec.Signature);
        return channel.Source is { } writer
            ? (ComponentFuture<T>)writer.TakeBack()
            : new GuestFuture<T>(_instance.Loop, channel, codec);
    }

    /// <summary>Lowers a <c>stream</c>: gives the readable end to the guest.</summary>
    /// <exception cref="InvalidOperationException">The stream was read, given away or disposed before.</exception>
    public uint GiveStream<T>(ComponentStream<T> stream, ElementCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(codec);
        return stream.GiveTo(this, codec);
    }

    /// <summary>Lowers a <c>future</c>: gives the readable end to the guest.</summary>
    /// <exception cref="InvalidOperationException">The future was read, given away or disposed before.</exception>
    public uint GiveFuture<T>(ComponentFuture<T> future, ElementCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(future);
        ArgumentNullException.ThrowIfNull(codec);
        return future.GiveTo(this, codec);
    }

    /// <summary>Canonical ABI: <c>lift_async_value</c>.</summary>
    internal TransferChannel TakeReadableEnd(uint handle, ComponentType type)
    {
        var channel = TakeReadableEnd(handle, type is FutureType);
        channel.CheckType(type);
        return channel;
    }

    /// <summary>Canonical ABI: <c>lower_stream</c> and <c>lower_future</c>.</summary>
    internal uint AddReadableEnd(IUnusedEnd end) => _component.Handles.AddReadableEnd(end);

    private TransferChannel TakeReadableEnd(uint handle, bool isFuture, string signature)
    {
        var channel = TakeReadableEnd(handle, isFuture);
        channel.CheckType(signature);
        return channel;
    }

    private TransferChannel TakeReadableEnd(uint handle, bool isFuture)
    {
        var kind = CopyEnd.Kind(isFuture, reads: true);
        var value = _component.Handles.Get(handle, kind).Value;
        TransferChannel channel;
        if (value is CopyEnd end)
        {
            end.CheckLift();
            channel = end.Channel;
        }
        else
        {
            channel = ((IUnusedEnd)value!).Open(_instance.Loop);
        }

        _component.Handles.Remove(handle, kind);
        return channel;
    }
}
