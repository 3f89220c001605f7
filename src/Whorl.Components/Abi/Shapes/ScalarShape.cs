using Whorl.Components.Hosting;
using Whorl.Components.Types;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Booleans, numbers and characters.</summary>
internal sealed class ScalarShape(PrimitiveType type) : ValueShape(type.Size, type.Alignment, 1)
{
    private readonly PrimitiveKind _kind = type.Kind;

    public override bool IsPlain => _kind is not (PrimitiveKind.Bool or PrimitiveKind.Char);

    public override ComponentValue Load(CanonicalContext cx, uint address)
    {
        var memory = cx.Memory;
        return FromBits(Size switch
        {
            1 => memory.ReadU8(address),
            2 => memory.ReadU16(address),
            4 => memory.ReadU32(address),
            _ => memory.ReadU64(address),
        });
    }

    public override ComponentValue Lift(CanonicalContext cx, ref FlatReader flat) => FromBits(Size == 8 ? flat.U64() : flat.U32());

    public override void Store(CanonicalContext cx, uint address, in ComponentValue value)
    {
        var bits = ToBits(value);
        var memory = cx.Memory;
        switch (Size)
        {
            case 1:
                memory.WriteU8(address, (byte)bits);
                break;
            case 2:
                memory.WriteU16(address, (ushort)bits);
                break;
            case 4:
                memory.WriteU32(address, (uint)bits);
                break;
            default:
                memory.WriteU64(address, bits);
                break;
        }
    }

    public override void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value)
    {
        var bits = ToBits(value);
        flat.Write(Size == 8 ? bits : (uint)bits);
    }

    private ComponentValue FromBits(ulong bits) => _kind switch
    {
        PrimitiveKind.Bool => ComponentValue.FromBool(bits != 0),
        PrimitiveKind.S8 => ComponentValue.FromSigned((sbyte)bits),
        PrimitiveKind.S16 => ComponentValue.FromSigned((short)bits),
        PrimitiveKind.S32 => ComponentValue.FromSigned((int)bits),
        PrimitiveKind.S64 => ComponentValue.FromSigned((long)bits),
        PrimitiveKind.U8 => ComponentValue.FromUnsigned((byte)bits),
        PrimitiveKind.U16 => ComponentValue.FromUnsigned((ushort)bits),
        PrimitiveKind.U32 => ComponentValue.FromUnsigned((uint)bits),
        PrimitiveKind.F32 => ComponentValue.FromF32(BitConverter.UInt32BitsToSingle((uint)bits)),
        PrimitiveKind.F64 => ComponentValue.FromF64(BitConverter.UInt64BitsToDouble(bits)),
        PrimitiveKind.Char => ComponentValue.FromChar(FlatValue.Char((uint)bits)),
        _ => ComponentValue.FromUnsigned(bits),
    };

    // The host's own values can be out of range; a guest's never are.
    private ulong ToBits(in ComponentValue value) => _kind switch
    {
        PrimitiveKind.Bool => value.Bits(ComponentValueKind.Bool),
        PrimitiveKind.S8 or PrimitiveKind.S16 or PrimitiveKind.S32 or PrimitiveKind.S64 => Signed(value.AsSigned()),
        PrimitiveKind.F32 => value.Bits(ComponentValueKind.F32),
        PrimitiveKind.F64 => value.Bits(ComponentValueKind.F64),
        PrimitiveKind.Char => value.Bits(ComponentValueKind.Char),
        _ => Unsigned(value.AsUnsigned()),
    };

    private ulong Signed(long value)
    {
        var limit = long.MaxValue >> (64 - (8 * (int)Size));
        return value <= limit && value >= -limit - 1 ? (ulong)value : throw OutOfRange(value);
    }

    private ulong Unsigned(ulong value) => value <= ulong.MaxValue >> (64 - (8 * (int)Size)) ? value : throw OutOfRange(value);

    private ArgumentException OutOfRange<T>(T value) => new($"The value {value} does not fit the type {type.Signature}.");
}
