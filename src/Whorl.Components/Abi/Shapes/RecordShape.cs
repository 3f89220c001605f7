using System.Collections.Immutable;
using Whorl.Components.Hosting;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Records and tuples.</summary>
internal sealed class RecordShape(ImmutableArray<ValueShape> members, ImmutableArray<int> offsets, int size, int alignment)
    : ValueShape(size, alignment, members.Sum(m => (long)m.FlatCount))
{
    public override ComponentValue Load(CanonicalContext cx, uint address)
    {
        var values = new ComponentValue[members.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = members[i].Load(cx, address + (uint)offsets[i]);
        }

        return ComponentValue.OwnRecord(values);
    }

    public override ComponentValue Lift(CanonicalContext cx, ref FlatReader flat)
    {
        var values = new ComponentValue[members.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = members[i].Lift(cx, ref flat);
        }

        return ComponentValue.OwnRecord(values);
    }

    public override void Store(CanonicalContext cx, uint address, in ComponentValue value)
    {
        var values = Members(value);
        for (var i = 0; i < values.Length; i++)
        {
            members[i].Store(cx, address + (uint)offsets[i], values[i]);
        }
    }

    public override void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value)
    {
        var values = Members(value);
        for (var i = 0; i < values.Length; i++)
        {
            members[i].Lower(cx, ref flat, values[i]);
        }
    }

    private ComponentValue[] Members(in ComponentValue value)
    {
        var values = (ComponentValue[])value.Object(ComponentValueKind.Record);
        return values.Length == members.Length
            ? values
            : throw new ArgumentException($"The record {value} does not have the {members.Length} members of its type.");
    }
}
