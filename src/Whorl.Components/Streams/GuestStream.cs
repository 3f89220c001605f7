using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Tasks;

namespace Whorl.Components.Streams;

/// <summary>A stream that a guest writes.</summary>
internal sealed class GuestStream<T> : ComponentStream<T>, IHostEnd
{
    private HeldEnd<T> _end;

    public GuestStream(StoreLoop loop, TransferChannel channel, ElementCodec<T> codec) => _end = new(this, loop, channel, codec);

    public ref readonly HeldEnd<T> End => ref _end;

    public bool CanAct => true;

    int IMember.Place { get; set; }

    public override ValueTask<int> ReadAsync(Memory<T> buffer, CancellationToken cancellationToken = default) =>
        _end.Reader.ReadAsync(buffer, ContinuesOnLoop, cancellationToken);

    public void Abandon(Exception cause) => _end.Abandon(cause);

    public override void Dispose() => _end.Drop();

    // When the other guest lives in a store of its own, with another loop, the elements pass through the host.
    internal override uint GiveTo(CanonicalContext context, ElementCodec<T> codec) => ReferenceEquals(_end.Loop, context.Instance.Loop)
        ? _end.GiveTo(context)
        : new SequenceStream<T>(ReadAllAsync()).GiveTo(context, codec);
}
