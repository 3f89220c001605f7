using System.Collections.Immutable;
using System.Text;

namespace Whorl.Components.Types;

/// <summary>A record: labelled fields in order.</summary>
public sealed class RecordType : AggregateType
{
    internal RecordType(ImmutableArray<RecordField> fields)
        : base([.. fields.Select(f => f.Type)])
    {
        Fields = fields;
    }

    /// <summary>The fields, in order; <see cref="AggregateType.Offsets"/> runs in parallel.</summary>
    public ImmutableArray<RecordField> Fields { get; }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is not RecordType record || record.Fields.Length != Fields.Length)
        {
            return false;
        }

        for (var i = 0; i < Fields.Length; i++)
        {
            if (Fields[i].Name != record.Fields[i].Name || !Fields[i].Type.StructurallyEquals(record.Fields[i].Type))
            {
                return false;
            }
        }

        return true;
    }

    internal override string Noun => "record";

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("record{");
        for (var i = 0; i < Fields.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Fields[i].Name).Append(':');
            Fields[i].Type.AppendSignature(text);
        }

        text.Append('}');
    }

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var members = substitution.Apply(Members);
        return members == Members ? this : new RecordType([.. Fields.Select((f, i) => f with { Type = members[i] })]);
    }
}
