using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>The readable end of a sequence of values that arrive over time.</summary>
public sealed class StreamType : ComponentType
{
    internal StreamType(ComponentType? element)
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
        ReferenceEquals(this, other) || (other is StreamType s && VariantType.SamePayload(Element, s.Element));

    internal override string Noun => "stream";

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

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var element = Element is null ? null : substitution.Apply(Element);
        return ReferenceEquals(element, Element) ? this : new StreamType(element);
    }
}
