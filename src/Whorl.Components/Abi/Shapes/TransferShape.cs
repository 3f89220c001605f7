using Whorl.Components.Hosting;
using Whorl.Components.Streams;
using Whorl.Components.Types;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Readable ends of streams and futures.</summary>
/// <param name="type">The stream or future type.</param>
internal sealed class TransferShape(ComponentType type) : ValueShape(4, 4, 1)
{
    public override ComponentValue Load(CanonicalContext cx, uint address) => LiftHandle(cx, cx.Memory.ReadU32(address));

    public override ComponentValue Lift(CanonicalContext cx, ref FlatReader flat) => LiftHandle(cx, flat.U32());

    public override void Store(CanonicalContext cx, uint address, in ComponentValue value)
    {
        var handle = LowerHandle(cx, value);
        cx.Memory.WriteU32(address, handle);
    }

    public override void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value) => flat.Write(LowerHandle(cx, value));

    private ComponentValue LiftHandle(CanonicalContext cx, uint handle) => ComponentValue.FromChannel(cx.TakeReadableEnd(handle, type));

    private uint LowerHandle(CanonicalContext cx, in ComponentValue value)
    {
        var channel = (TransferChannel)value.Object(type is FutureType ? ComponentValueKind.Future : ComponentValueKind.Stream);
        channel.CheckType(type);
        return cx.AddReadableEnd(channel);
    }
}
