using Whorl.Components.Hosting;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Flags. Bits without a label are dropped on the way out of a guest.</summary>
internal sealed class FlagsShape(int labelCount, int size) : ValueShape(size, size, 1)
{
    private readonly uint _mask = uint.MaxValue >> (32 - labelCount);

    public override ComponentValue Load(CanonicalContext cx, uint address)
    {
        var memory = cx.Memory;
        return ComponentValue.FromFlags(_mask & Size switch
        {
            1 => memory.ReadU8(address),
            2 => memory.ReadU16(address),
            _ => memory.ReadU32(address),
        });
    }

    public override ComponentValue Lift(CanonicalContext cx, ref FlatReader flat) => ComponentValue.FromFlags(_mask & flat.U32());

    public override void Store(CanonicalContext cx, uint address, in ComponentValue value)
    {
        var bits = Labelled(value);
        var memory = cx.Memory;
        switch (Size)
        {
            case 1:
                memory.WriteU8(address, (byte)bits);
                break;
            case 2:
                memory.WriteU16(address, (ushort)bits);
                break;
            default:
                memory.WriteU32(address, bits);
                break;
        }
    }

    public override void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value) => flat.Write(Labelled(value));

    private uint Labelled(in ComponentValue value)
    {
        var bits = value.AsFlags();
        return (bits & ~_mask) == 0 ? bits : throw new ArgumentException($"The flags {value} have bits beyond the {labelCount} labels of their type.");
    }
}
