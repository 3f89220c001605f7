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

    private protected override ComponentType SubstituteCore(ResourceSubstitution substitution) =>
        new TupleType([.. Members.Select(m => m.Substitute(substitution))]);
}
