using System.Runtime.CompilerServices;
using Whorl.Components.Hosting;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Lists of any length, and maps as lists of pairs.</summary>
/// <param name="element">The elements' shape.</param>
/// <param name="inGuest">Whether lifted lists of plain elements stay in the guest's memory, to be copied from there.</param>
internal sealed class ListShape(ValueShape element, bool inGuest) : ValueShape(8, 4, 2)
{
    private readonly bool _inGuest = inGuest && element.IsPlain;

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

    private ComponentValue LiftRange(CanonicalContext cx, uint pointer, uint count)
    {
        _ = cx.ReadList(pointer, count, element.Size, element.Alignment);
        if (_inGuest)
        {
            return ComponentValue.InGuest(ComponentValueKind.List, pointer, count, cx);
        }

        cx.Instance.ChargeLift((ulong)count * (uint)Unsafe.SizeOf<ComponentValue>());
        var elements = new ComponentValue[count];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = element.Load(cx, pointer + ((uint)i * element.Size));
        }

        return ComponentValue.OwnList(elements);
    }

    private (uint Pointer, uint Length) LowerRange(CanonicalContext cx, in ComponentValue value)
    {
        if (value.Object(ComponentValueKind.List) is CanonicalContext source)
        {
            return Copy(source, cx, (uint)value.Raw, (uint)(value.Raw >> 32));
        }

        var elements = (ComponentValue[])value.Reference!;
        var pointer = cx.AllocateList((uint)elements.Length, element.Size, element.Alignment);
        for (var i = 0; i < elements.Length; i++)
        {
            element.Store(cx, pointer + ((uint)i * element.Size), elements[i]);
        }

        return (pointer, (uint)elements.Length);
    }

    private (uint Pointer, uint Length) Copy(CanonicalContext source, CanonicalContext target, uint pointer, uint count)
    {
        var byteCount = count * element.Size;
        var copy = target.AllocateList(count, element.Size, element.Alignment);
        source.Memory.Slice(pointer, byteCount).CopyTo(target.Memory.WritableSlice(copy, byteCount));
        return (copy, count);
    }
}
