using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>The readable end of a sequence of values that arrive over time.</summary>
public sealed class StreamType : ComponentType
{
    // A stream or future counts as a handle, as its element may name resources and its ends live in the handle table.
    internal StreamType(ComponentType? element)
        : base(
            TypeLayout.Scalar(4),
            TypeLayout.Scalar(4),
            [ValKind.I32],
            TypeTraits.Of(element) with { ContainsHandle = true, ContainsStreamOrFuture = true, NeedsMemory = false })
    {
        Element = element;
    }

    /// <summary>The type of what arrives, or null when only the arrival counts.</summary>
    public ComponentType? Element { get; }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) =>
        ReferenceEquals(this, other) || (other is StreamType s && VariantType.SamePayload(Element, s.Element));

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("stream");
        if (Element is not null)
        {
            text.Append('<');
            Element.AppendSignature(text);
            text.Append('>');
        }
    }

    private protected override ComponentType SubstituteCore(ResourceSubstitution substitution) =>
        new StreamType(Element?.Substitute(substitution));
}
