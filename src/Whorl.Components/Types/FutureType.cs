using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>The readable end of one value that arrives later.</summary>
public sealed class FutureType : ComponentType
{
    internal FutureType(ComponentType? element)
        : base(
            TypeLayout.Scalar(4),
            TypeLayout.Scalar(4),
            [ValKind.I32],
            TypeTraits.Of(element) with { ContainsHandle = true, NeedsMemory = false })
    {
        Element = element;
    }

    /// <summary>The type of what arrives, or null when only the arrival counts.</summary>
    public ComponentType? Element { get; }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) =>
        ReferenceEquals(this, other) || (other is FutureType s && VariantType.SamePayload(Element, s.Element));

    internal override string Noun => "future";

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

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var element = Element is null ? null : substitution.Apply(Element);
        return ReferenceEquals(element, Element) ? this : new FutureType(element);
    }
}
