using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>The readable end of one value that arrives later.</summary>
public sealed class FutureType : ComponentType
{
    // A stream or future counts as a handle, as its element may name resources and its ends live in the handle table.
    internal FutureType(ComponentType? element)
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
        ReferenceEquals(this, other) || (other is FutureType s && VariantType.SamePayload(Element, s.Element));

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("future");
        if (Element is not null)
        {
            text.Append('<');
            Element.AppendSignature(text);
            text.Append('>');
        }
    }

    private protected override ComponentType SubstituteCore(ResourceSubstitution substitution) =>
        new FutureType(Element?.Substitute(substitution));
}
