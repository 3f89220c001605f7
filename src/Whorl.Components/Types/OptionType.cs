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

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("option<");
        Element.AppendSignature(text);
        text.Append('>');
    }

    private protected override ComponentType SubstituteCore(ResourceSubstitution substitution) =>
        new OptionType(Element.Substitute(substitution));
}
