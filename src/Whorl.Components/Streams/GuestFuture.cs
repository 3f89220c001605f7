using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Components.Streams;

/// <summary>A future that a guest writes.</summary>
internal sealed class GuestFuture<T>(GuestReader<T> reader) : ComponentFuture<T>
{
    public override async ValueTask<T> ReadAsync(CancellationToken cancellationToken = default)
    {
        var value = new T[1];
        await reader.ReadAsync(value, ContinuesOnLoop, cancellationToken).ConfigureAwait(false);
        reader.Drop();
        return value[0];
    }

    public override void Dispose() => reader.Drop();

    internal override uint GiveTo(CanonicalContext context, ElementCodec<T> codec) => ReferenceEquals(reader.Loop, context.Instance.Loop)
        ? context.AddReadableEnd(reader.Release())
        : new HostFuture<T>(ReadAsync().AsTask()).GiveTo(context, codec);
}
