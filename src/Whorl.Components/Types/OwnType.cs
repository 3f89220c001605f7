using System.Text;

namespace Whorl.Components.Types;

/// <summary>A handle that owns its resource: passing it on gives it away.</summary>
public sealed class OwnType : HandleType
{
    internal OwnType(ResourceType resource)
        : base(resource, isBorrow: false)
    {
    }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) => other is OwnType h && ReferenceEquals(h.Resource, Resource);

    internal override void AppendSignature(StringBuilder text) => text.Append("own<").Append(Resource.Name).Append('>');

    private protected override ComponentType SubstituteCore(ResourceSubstitution substitution) =>
        new OwnType(substitution.Replace(Resource));
}
