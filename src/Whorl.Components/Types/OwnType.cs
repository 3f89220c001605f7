using System.Text;

namespace Whorl.Components.Types;

/// <summary>A handle that owns its resource: passing it on gives it away.</summary>
public sealed class OwnType : HandleType
{
    internal OwnType(ResourceName name)
        : base(name, isBorrow: false)
    {
    }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) => other is OwnType h && ReferenceEquals(h.Resource, Resource);

    internal override string Noun => "own";

    internal override void AppendSignature(StringBuilder text) => text.Append("own<").Append(Resource.Name).Append('>');

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var name = substitution.Apply(Name);
        return ReferenceEquals(name, Name) ? this : new OwnType(name);
    }
}
