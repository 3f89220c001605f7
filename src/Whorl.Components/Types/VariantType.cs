using System.Collections.Immutable;
using System.Text;

namespace Whorl.Components.Types;

/// <summary>A variant: one of several labelled cases, each with or without a payload.</summary>
public sealed class VariantType : TaggedType
{
    internal VariantType(ImmutableArray<VariantCase> cases)
        : base(cases)
    {
    }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is not VariantType variant || variant.Cases.Length != Cases.Length)
        {
            return false;
        }

        for (var i = 0; i < Cases.Length; i++)
        {
            if (Cases[i].Name != variant.Cases[i].Name || !SamePayload(Cases[i].Type, variant.Cases[i].Type))
            {
                return false;
            }
        }

        return true;
    }

    internal static bool SamePayload(ComponentType? a, ComponentType? b) =>
        a is null ? b is null : b is not null && a.StructurallyEquals(b);

    internal override string Noun => "variant";

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("variant{");
        for (var i = 0; i < Cases.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Cases[i].Name);
            if (Cases[i].Type is { } payload)
            {
                text.Append('(');
                payload.AppendSignature(text);
                text.Append(')');
            }
        }

        text.Append('}');
    }

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        ImmutableArray<ComponentType> payloads = [.. Cases.Select(c => c.Type).OfType<ComponentType>()];
        var changed = substitution.Apply(payloads);
        if (changed == payloads)
        {
            return this;
        }

        var next = 0;
        return new VariantType([.. Cases.Select(c => c.Type is null ? c : c with { Type = changed[next++] })]);
    }
}
