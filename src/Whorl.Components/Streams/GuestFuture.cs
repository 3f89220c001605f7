using System.Threading.Tasks.Sources;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Tasks;

namespace Whorl.Components.Streams;

/// <summary>A future that a guest writes.</summary>
internal sealed class GuestFuture<T> : ComponentFuture<T>, IHostEnd, IValueTaskSource<T>
{
    private HeldEnd<T> _end;

    public GuestFuture(StoreLoop loop, TransferChannel channel, ElementCodec<T> codec) => _end = new(this, loop, channel, codec);

    public ref readonly HeldEnd<T> End => ref _end;

    public bool CanAct => true;

    int IMember.Place { get; set; }

    public override ValueTask<T> ReadAsync(CancellationToken cancellationToken = default) =>
        new(this, _end.Reader.ReadOne(ContinuesOnLoop, cancellationToken));

    public void Abandon(Exception cause) => _end.Abandon(cause);

    public override void Dispose() => _end.Drop();

    T IValueTaskSource<T>.GetResult(short token)
    {
        var reader = _end.Reader;
        reader.GetResult(token);
        reader.Drop();
        return reader.Value;
    }

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _end.Reader.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _end.Reader.OnCompleted(continuation, state, token, flags);

    internal override uint GiveTo(CanonicalContext context, ElementCodec<T> codec) => ReferenceEquals(_end.Loop, context.Instance.Loop)
        ? _end.GiveTo(context)
        : new HostFuture<T>(ReadAsync().AsTask()).GiveTo(context, codec);
}
