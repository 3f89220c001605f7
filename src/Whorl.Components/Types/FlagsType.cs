using System.Collections.Immutable;
using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>A set of at most 32 labelled bits.</summary>
public sealed class FlagsType : ComponentType
{
    /// <summary>The most labels that flags may have.</summary>
    public const int MaxLabels = 32;

    internal FlagsType(ImmutableArray<string> labels)
        : base(TypeLayout.Scalar(Bytes(labels.Length)), TypeLayout.Scalar(Bytes(labels.Length)), [ValKind.I32], TypeTraits.Leaf)
    {
        Labels = labels;
    }

    /// <summary>The labels, from the lowest bit up.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) =>
        ReferenceEquals(this, other) || (other is FlagsType f && f.Labels.SequenceEqual(Labels));

    internal override string Noun => "flags";

    internal override void AppendSignature(StringBuilder text) => text.Append("flags{").AppendJoin(',', Labels).Append('}');

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) => this;

    private static int Bytes(int labelCount) => labelCount switch
    {
        <= 8 => 1,
        <= 16 => 2,
        _ => 4,
    };
}
