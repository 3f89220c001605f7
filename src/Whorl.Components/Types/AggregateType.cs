using System.Collections.Immutable;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>Types whose value is all of their members one after another: records and tuples.</summary>
public abstract class AggregateType : ComponentType
{
    private protected AggregateType(ImmutableArray<ComponentType> members)
        : base(LayoutOf(members, 4), LayoutOf(members, 8), Flatten(members), TypeTraits.Of([.. members]))
    {
        Members = members;
        Offsets = OffsetsOf(members);
    }

    /// <summary>The types of the members, in order.</summary>
    public ImmutableArray<ComponentType> Members { get; }

    /// <summary>Where each member lies in a 32-bit linear memory, in bytes from the start of the value.</summary>
    public ImmutableArray<int> Offsets { get; }

    private static TypeLayout LayoutOf(ImmutableArray<ComponentType> members, int pointerSize)
    {
        var layout = new TypeLayout(0, 1);
        foreach (var member in members)
        {
            layout = layout.Append(pointerSize == 4 ? member.Layout32 : member.Layout64, out _);
        }

        return layout.Padded();
    }

    private static ImmutableArray<int> OffsetsOf(ImmutableArray<ComponentType> members)
    {
        var offsets = ImmutableArray.CreateBuilder<int>(members.Length);
        var layout = new TypeLayout(0, 1);
        foreach (var member in members)
        {
            layout = layout.Append(member.Layout32, out var offset);
            offsets.Add((int)Math.Min(offset, int.MaxValue));
        }

        return offsets.MoveToImmutable();
    }

    private static ImmutableArray<ValKind> Flatten(ImmutableArray<ComponentType> members)
    {
        var flat = ImmutableArray.CreateBuilder<ValKind>();
        foreach (var member in members)
        {
            flat.AddRange(member.FlatTypes);
            if (flat.Count >= MaxFlatTypes)
            {
                break;
            }
        }

        return flat.ToImmutable();
    }
}
