using System.Text;

namespace Whorl.Components.Types;

/// <summary>A handle that is valid until the call that passed it returns.</summary>
public sealed class BorrowType : HandleType
{
    internal BorrowType(ResourceName name)
        : base(name, isBorrow: true)
    {
    }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) => other is BorrowType h && ReferenceEquals(h.Resource, Resource);

    internal override string Noun => "borrow";

    internal override void AppendSignature(StringBuilder text) => text.Append("borrow<").Append(Resource.Name).Append('>');

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var name = substitution.Apply(Name);
        return ReferenceEquals(name, Name) ? this : new BorrowType(name);
    }
}
