using System.Runtime.CompilerServices;
using Whorl.Components.Hosting;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Lists whose type fixes their length: the elements in place.</summary>
internal sealed class FixedListShape(ValueShape element, int count, int size)
    : ValueShape(size, (int)element.Alignment, (long)element.FlatCount * count)
{
    public override ComponentValue Load(CanonicalContext cx, uint address)
    {
        var elements = NewElements(cx);
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = element.Load(cx, address + ((uint)i * element.Size));
        }

        return ComponentValue.OwnList(elements);
    }

    public override ComponentValue Lift(CanonicalContext cx, ref FlatReader flat)
    {
        var elements = NewElements(cx);
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = element.Lift(cx, ref flat);
        }

        return ComponentValue.OwnList(elements);
    }

    public override void Store(CanonicalContext cx, uint address, in ComponentValue value)
    {
        var elements = Elements(value);
        for (var i = 0; i < elements.Length; i++)
        {
            element.Store(cx, address + ((uint)i * element.Size), elements[i]);
        }
    }

    public override void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value)
    {
        foreach (var item in Elements(value))
        {
            element.Lower(cx, ref flat, item);
        }
    }

    private ComponentValue[] NewElements(CanonicalContext cx)
    {
        cx.Instance.ChargeLift((ulong)count * (uint)Unsafe.SizeOf<ComponentValue>());
        return new ComponentValue[count];
    }

    private ComponentValue[] Elements(in ComponentValue value) => value.Object(ComponentValueKind.List) is ComponentValue[] elements && elements.Length == count
        ? elements
        : throw new ArgumentException($"The list {value} does not have the {count} elements that its type fixes.");
}
