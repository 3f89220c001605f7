using System.Text;

namespace Whorl.Components.Types;

/// <summary>An option: nothing, or a value.</summary>
public sealed class OptionType : TaggedType
{
    internal OptionType(ComponentType element)
        : base([new VariantCase("none", null), new VariantCase("some", element)])
    {
        Element = element;
    }

    /// <summary>The type of the value when there is one.</summary>
    public ComponentType Element { get; }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) =>
        ReferenceEquals(this, other) || (other is OptionType o && Element.StructurallyEquals(o.Element));

    internal override string Noun => "option";

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("option<");
        Element.AppendSignature(text);
        text.Append('>');
    }

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var element = substitution.Apply(Element);
        return ReferenceEquals(element, Element) ? this : new OptionType(element);
    }
}
