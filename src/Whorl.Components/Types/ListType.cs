using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>A list of any length (a pointer and a count) or of a fixed length (the elements in place).</summary>
public sealed class ListType : ComponentType
{
    internal ListType(ComponentType element, uint? fixedLength = null)
        : base(
            fixedLength is { } count ? element.Layout32.Repeat(count) : TypeLayout.PointerPair(4),
            fixedLength is { } count64 ? element.Layout64.Repeat(count64) : TypeLayout.PointerPair(8),
            fixedLength is { } length ? Repeat(element.FlatTypes, length) : [ValKind.I32, ValKind.I32],
            TypeTraits.Of(element) with { NeedsMemory = fixedLength is null || element.NeedsMemory })
    {
        Element = element;
        FixedLength = fixedLength;
    }

    /// <summary>The type of each element.</summary>
    public ComponentType Element { get; }

    /// <summary>The number of elements when the type fixes it, else null.</summary>
    public uint? FixedLength { get; }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) =>
        ReferenceEquals(this, other)
        || (other is ListType l && l.FixedLength == FixedLength && Element.StructurallyEquals(l.Element));

    internal override string Noun => FixedLength is null ? "list" : "fixed-length list";

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("list<");
        Element.AppendSignature(text);
        if (FixedLength is { } length)
        {
            text.Append(CultureInfo.InvariantCulture, $",{length}");
        }

        text.Append('>');
    }

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var element = substitution.Apply(Element);
        return ReferenceEquals(element, Element) ? this : new ListType(element, FixedLength);
    }

    private static ImmutableArray<ValKind> Repeat(ImmutableArray<ValKind> element, uint count)
    {
        var flat = ImmutableArray.CreateBuilder<ValKind>();
        for (uint i = 0; i < count && flat.Count < MaxFlatTypes && element.Length > 0; i++)
        {
            flat.AddRange(element);
        }

        return flat.ToImmutable();
    }
}
