using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Components.Streams;

/// <summary>A stream that a guest writes.</summary>
internal sealed class GuestStream<T>(GuestReader<T> reader) : ComponentStream<T>
{
    public GuestReader<T> Reader => reader;

    public override ValueTask<int> ReadAsync(Memory<T> buffer, CancellationToken cancellationToken = default) =>
        reader.ReadAsync(buffer, ContinuesOnLoop, cancellationToken);

    public override bool IsOver => reader.IsOver;

    public override ValueTask<int> ReadTurnAsync(Memory<T> buffer) => reader.Loop.IsOnLoop ? reader.ReadTurnAsync(buffer) : default;

    public override void Dispose() => reader.Drop();

    internal override uint GiveTo(CanonicalContext context, ElementCodec<T> codec)
    {
        if (ReferenceEquals(reader.Loop, context.Instance.Loop))
        {
            return context.AddReadableEnd(reader.Release());
        }

        // The other guest lives in a store of its own, with another loop: the elements pass through the host.
        return new SequenceStream<T>(ReadAllAsync()).GiveTo(context, codec);
    }
}
