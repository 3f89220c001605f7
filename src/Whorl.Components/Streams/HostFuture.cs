using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Types;

namespace Whorl.Components.Streams;

/// <summary>A future that the host makes.</summary>
internal sealed class HostFuture<T> : ComponentFuture<T>, ITransferSource, IUnusedEnd
{
    private readonly object? _owner;
    private readonly Func<object, Task<T>>? _ask;
    private Task<T>? _value;
    private ElementCodec<T>? _codec;

    public HostFuture(Task<T> value) => _value = value;

    /// <param name="owner">Who has the task.</param>
    /// <param name="ask">Gives the task. Nobody may ever read the future, and then it need not be made.</param>
    public HostFuture(object owner, Func<object, Task<T>> ask) => (_owner, _ask) = (owner, ask);

    bool IUnusedEnd.IsFuture => true;

    private Task<T> Value => _value ??= _ask!(_owner!);

    public FillOutcome Fill(CanonicalContext reader, uint address, uint room, out uint written)
    {
        written = 0;
        if (!Value.IsCompleted)
        {
            return FillOutcome.Later;
        }

        _codec!.Store(reader, address, Value.GetAwaiter().GetResult());
        written = 1;
        return FillOutcome.Filled;
    }

    public void Wait(Action ready) => Value.GetAwaiter().UnsafeOnCompleted(ready);

    // Whoever makes the value goes on; a future cannot tell that it is not wanted.
    public void Close()
    {
    }

    // The value can be read any number of times.
    public void TakeBack()
    {
    }

    public override ValueTask<T> ReadAsync(CancellationToken cancellationToken = default) => new(Value.WaitAsync(cancellationToken));

    public override void Dispose()
    {
    }

    internal override uint GiveTo(CanonicalContext context, ElementCodec<T> codec)
    {
        _codec = codec;
        return context.AddReadableEnd(this);
    }

    void IUnusedEnd.CheckType(ComponentType type) => TransferChannel.CheckType(type, isFuture: true, _codec!.Signature);

    TransferChannel IUnusedEnd.Open(StoreLoop loop) => new HostWriter(loop, this, isFuture: true, _codec!.Signature).Channel;

    void IUnusedEnd.Drop() => Close();
}
