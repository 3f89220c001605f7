using Whorl.Components.Hosting;
using Whorl.Components.Types;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Strings.</summary>
/// <param name="inGuest">Whether lifted strings stay in the guest's memory, to be transcoded from there.</param>
internal sealed class StringShape(bool inGuest) : ValueShape(PrimitiveType.String.Size, PrimitiveType.String.Alignment, 2)
{
    public override ComponentValue Load(CanonicalContext cx, uint address)
    {
        var memory = cx.Memory;
        return LiftRange(cx, memory.ReadU32(address), memory.ReadU32(address + 4));
    }

    public override ComponentValue Lift(CanonicalContext cx, ref FlatReader flat) => LiftRange(cx, flat.U32(), flat.U32());

    public override void Store(CanonicalContext cx, uint address, in ComponentValue value)
    {
        var (pointer, length) = LowerRange(cx, value);
        var memory = cx.Memory;
        memory.WriteU32(address, pointer);
        memory.WriteU32(address + 4, length);
    }

    public override void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value)
    {
        var (pointer, length) = LowerRange(cx, value);
        flat.Write(pointer);
        flat.Write(length);
    }

    private static (uint Pointer, uint Length) LowerRange(CanonicalContext cx, in ComponentValue value) =>
        value.Object(ComponentValueKind.String) is CanonicalContext source
            ? new StringTranscoder(source, cx).Transcode((uint)value.Raw, (uint)(value.Raw >> 32))
            : cx.WriteString(value.AsString());

    private ComponentValue LiftRange(CanonicalContext cx, uint pointer, uint length)
    {
        var text = cx.ReadString(pointer, length);
        return inGuest
            ? ComponentValue.InGuest(ComponentValueKind.String, pointer, length, cx)
            : ComponentValue.FromString(text.ToString());
    }
}
