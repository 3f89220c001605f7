using Whorl.Components.Hosting;

namespace Whorl.Components.Abi;

/// <content>Streams and futures on their way between a guest and the host.</content>
public sealed partial class CanonicalContext
{
    /// <summary>Lifts a <c>stream</c>: takes the readable end away from the guest.</summary>
    /// <exception cref="GuestTrapException">The guest has no such readable end, it is of another type, in use, or in a waitable set.</exception>
    public ComponentStream<T> TakeStream<T>(uint handle, ElementCodec<T> codec) => throw new NotSupportedException();

    /// <summary>Lifts a <c>future</c>: takes the readable end away from the guest.</summary>
    /// <inheritdoc cref="TakeStream"/>
    public ComponentFuture<T> TakeFuture<T>(uint handle, ElementCodec<T> codec) => throw new NotSupportedException();

    /// <summary>Lowers a <c>stream</c>: gives the readable end to the guest.</summary>
    /// <exception cref="InvalidOperationException">The stream was read, given away or disposed before.</exception>
    public uint GiveStream<T>(ComponentStream<T> stream, ElementCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.GiveTo(this, codec);
    }

    /// <summary>Lowers a <c>future</c>: gives the readable end to the guest.</summary>
    /// <exception cref="InvalidOperationException">The future was read, given away or disposed before.</exception>
    public uint GiveFuture<T>(ComponentFuture<T> future, ElementCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(future);
        return future.GiveTo(this, codec);
    }
}
