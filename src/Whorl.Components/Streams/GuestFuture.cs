using System.Threading.Tasks.Sources;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Components.Streams;

/// <summary>A future that a guest writes.</summary>
internal sealed class GuestFuture<T>(GuestReader<T> reader) : ComponentFuture<T>, IValueTaskSource<T>
{
    public override ValueTask<T> ReadAsync(CancellationToken cancellationToken = default) =>
        new(this, reader.ReadOne(ContinuesOnLoop, cancellationToken));

    public override void Dispose() => reader.Drop();

    T IValueTaskSource<T>.GetResult(short token)
    {
        reader.GetResult(token);
        reader.Drop();
        return reader.Value;
    }

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => reader.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        reader.OnCompleted(continuation, state, token, flags);

    internal override uint GiveTo(CanonicalContext context, ElementCodec<T> codec) => ReferenceEquals(reader.Loop, context.Instance.Loop)
        ? context.AddReadableEnd(reader.Release())
        : new HostFuture<T>(ReadAsync().AsTask()).GiveTo(context, codec);
}
