using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Components.Streams;

/// <summary>A future that the host makes.</summary>
internal sealed class HostFuture<T>(Task<T> value) : ComponentFuture<T>, ITransferSource
{
    private ElementCodec<T>? _codec;

    public FillOutcome Fill(CanonicalContext reader, uint address, uint room, out uint written)
    {
        written = 0;
        if (!value.IsCompleted)
        {
            return FillOutcome.Later;
        }

        _codec!.Store(reader, address, value.GetAwaiter().GetResult());
        written = 1;
        return FillOutcome.Filled;
    }

    public void Wait(Action ready) => value.GetAwaiter().UnsafeOnCompleted(ready);

    // Whoever makes the value goes on; a future cannot tell that it is not wanted.
    public void Close()
    {
    }

    // The value can be read any number of times.
    public void TakeBack()
    {
    }

    public override ValueTask<T> ReadAsync(CancellationToken cancellationToken = default) => new(value.WaitAsync(cancellationToken));

    public override void Dispose()
    {
    }

    internal override uint GiveTo(CanonicalContext context, ElementCodec<T> codec)
    {
        _codec = codec;
        var writer = new HostWriter(context.Instance.Loop, this, isFuture: true, codec.Signature);
        return context.AddReadableEnd(writer.Channel);
    }
}
