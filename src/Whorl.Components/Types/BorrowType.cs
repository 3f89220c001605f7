using System.Text;

namespace Whorl.Components.Types;

/// <summary>A handle that is valid until the call that passed it returns.</summary>
public sealed class BorrowType : HandleType
{
    internal BorrowType(ResourceType resource)
        : base(resource, isBorrow: true)
    {
    }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) => other is BorrowType h && ReferenceEquals(h.Resource, Resource);

    internal override void AppendSignature(StringBuilder text) => text.Append("borrow<").Append(Resource.Name).Append('>');

    private protected override ComponentType SubstituteCore(ResourceSubstitution substitution) =>
        new BorrowType(substitution.Replace(Resource));
}
