using System.Collections.Immutable;
using System.Text;

namespace Whorl.Components.Types;

/// <summary>An enum: one of several labels.</summary>
public sealed class EnumType : TaggedType
{
    internal EnumType(ImmutableArray<string> labels)
        : base([.. labels.Select(l => new VariantCase(l, null))])
    {
        Labels = labels;
    }

    /// <summary>The labels, in discriminant order.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) =>
        ReferenceEquals(this, other) || (other is EnumType e && e.Labels.SequenceEqual(Labels));

    internal override string Noun => "enum";

    internal override void AppendSignature(StringBuilder text) => text.Append("enum{").AppendJoin(',', Labels).Append('}');

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) => this;
}
