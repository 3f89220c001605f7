using System.Collections.Immutable;
using Whorl.Components.Hosting;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Variants, enums, options and results.</summary>
internal sealed class VariantShape(ImmutableArray<ValueShape?> cases, int discriminantSize, int payloadOffset, int size, int alignment)
    : ValueShape(size, alignment, 1L + cases.Max(c => c?.FlatCount ?? 0))
{
    public override ComponentValue Load(CanonicalContext cx, uint address)
    {
        var memory = cx.Memory;
        var number = FlatValue.Discriminant(
            discriminantSize switch
            {
                1 => memory.ReadU8(address),
                2 => memory.ReadU16(address),
                _ => memory.ReadU32(address),
            },
            (uint)cases.Length);
        return ComponentValue.FromVariant((int)number, cases[(int)number]?.Load(cx, address + (uint)payloadOffset) ?? default);
    }

    public override ComponentValue Lift(CanonicalContext cx, ref FlatReader flat)
    {
        var end = flat.Position + FlatCount;
        var number = FlatValue.Discriminant(flat.U32(), (uint)cases.Length);
        var payload = cases[(int)number]?.Lift(cx, ref flat) ?? default;
        flat.Position = end;
        return ComponentValue.FromVariant((int)number, payload);
    }

    public override void Store(CanonicalContext cx, uint address, in ComponentValue value)
    {
        var number = Case(value);
        var memory = cx.Memory;
        switch (discriminantSize)
        {
            case 1:
                memory.WriteU8(address, (byte)number);
                break;
            case 2:
                memory.WriteU16(address, (ushort)number);
                break;
            default:
                memory.WriteU32(address, (uint)number);
                break;
        }

        cases[number]?.Store(cx, address + (uint)payloadOffset, value.Payload);
    }

    public override void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value)
    {
        var end = flat.Position + FlatCount;
        var number = Case(value);
        flat.Write((uint)number);
        cases[number]?.Lower(cx, ref flat, value.Payload);
        flat.PadTo(end);
    }

    private int Case(in ComponentValue value)
    {
        var number = value.Case;
        if (number >= cases.Length)
        {
            throw new ArgumentException($"The value {value} has case {number}, but its type has only {cases.Length} cases.");
        }

        return (cases[number] is null) == (value.Payload.Kind == ComponentValueKind.None)
            ? number
            : throw new ArgumentException($"The payload of {value} does not fit case {number} of its type.");
    }
}
