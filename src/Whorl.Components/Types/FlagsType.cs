using System.Collections.Immutable;
using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>A set of at most 32 labelled bits.</summary>
public sealed class FlagsType : ComponentType
{
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

    internal override void AppendSignature(StringBuilder text) => text.Append("flags{").AppendJoin(',', Labels).Append('}');

    private protected override ComponentType SubstituteCore(ResourceSubstitution substitution) => this;

    private static int Bytes(int labelCount) => labelCount switch
    {
        <= 8 => 1,
        <= 16 => 2,
        _ => 4,
    };
}
