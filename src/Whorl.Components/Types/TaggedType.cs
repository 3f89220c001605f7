using System.Collections.Immutable;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>Types whose value is one of several cases: variants, enums, options and results.</summary>
public abstract class TaggedType : ComponentType
{
    private protected TaggedType(ImmutableArray<VariantCase> cases)
        : base(LayoutOf(cases, 4), LayoutOf(cases, 8), Flatten(cases), TypeTraits.Of([.. cases.Select(c => c.Type)]))
    {
        Cases = cases;
        DiscriminantSize = DiscriminantBytes(cases.Length);
        PayloadOffset = (int)TypeLayout.AlignTo(DiscriminantSize, MaxPayload(cases, 4).Alignment);
    }

    /// <summary>The cases, in discriminant order. An option has <c>none</c> and <c>some</c>, a result <c>ok</c> and <c>error</c>.</summary>
    public ImmutableArray<VariantCase> Cases { get; }

    /// <summary>Bytes of the discriminant in memory: 1, 2 or 4.</summary>
    public int DiscriminantSize { get; }

    /// <summary>Where the payload lies in a 32-bit linear memory, in bytes from the start of the value.</summary>
    public int PayloadOffset { get; }

    // Canonical ABI: join. What can hold either of two core values.
    internal static ValKind Join(ValKind a, ValKind b) => (a, b) switch
    {
        _ when a == b => a,
        (ValKind.I32, ValKind.F32) or (ValKind.F32, ValKind.I32) => ValKind.I32,
        _ => ValKind.I64,
    };

    private static int DiscriminantBytes(int caseCount) => caseCount switch
    {
        <= 1 << 8 => 1,
        <= 1 << 16 => 2,
        _ => 4,
    };

    private static TypeLayout MaxPayload(ImmutableArray<VariantCase> cases, int pointerSize)
    {
        long size = 0;
        var alignment = 1;
        foreach (var payload in cases.Select(c => c.Type))
        {
            if (payload is not null)
            {
                var layout = pointerSize == 4 ? payload.Layout32 : payload.Layout64;
                size = Math.Max(size, layout.Size);
                alignment = Math.Max(alignment, layout.Alignment);
            }
        }

        return new TypeLayout(size, alignment);
    }

    private static TypeLayout LayoutOf(ImmutableArray<VariantCase> cases, int pointerSize) =>
        TypeLayout.Scalar(DiscriminantBytes(cases.Length)).Append(MaxPayload(cases, pointerSize), out _).Padded();

    private static ImmutableArray<ValKind> Flatten(ImmutableArray<VariantCase> cases)
    {
        var flat = ImmutableArray.CreateBuilder<ValKind>();
        flat.Add(ValKind.I32);
        foreach (var payload in cases.Select(c => c.Type))
        {
            if (payload is null)
            {
                continue;
            }

            for (var i = 0; i < payload.FlatTypes.Length; i++)
            {
                if (i + 1 < flat.Count)
                {
                    flat[i + 1] = Join(flat[i + 1], payload.FlatTypes[i]);
                }
                else
                {
                    flat.Add(payload.FlatTypes[i]);
                }
            }
        }

        return flat.ToImmutable();
    }
}
