using System.Collections.Immutable;
using System.Text;

namespace Whorl.Components.Types;

/// <summary>A tuple: unlabelled members in order.</summary>
public sealed class TupleType : AggregateType
{
    internal TupleType(ImmutableArray<ComponentType> members)
        : base(members)
    {
    }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is not TupleType tuple || tuple.Members.Length != Members.Length)
        {
            return false;
        }

        for (var i = 0; i < Members.Length; i++)
        {
            if (!Members[i].StructurallyEquals(tuple.Members[i]))
            {
                return false;
            }
        }

        return true;
    }

    internal override string Noun => "tuple";

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("tuple<");
        for (var i = 0; i < Members.Length; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Members[i].AppendSignature(text);
        }

        text.Append('>');
    }

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var members = substitution.Apply(Members);
        return members == Members ? this : new TupleType(members);
    }
}
