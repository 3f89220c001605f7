namespace Whorl.Components.Types;

/// <summary>
/// One name by which a component knows a resource: every import and every export of the resource introduces another.
/// Two names of one resource are the same type; they differ only in where they can be seen.
/// </summary>
internal sealed class ResourceName : TypeDefinition
{
    public ResourceName(ResourceType resource)
        : base(TypeTraits.Leaf with { MentionsResource = true })
    {
        Resource = resource;
    }

    public ResourceType Resource { get; }

    internal override string Noun => "resource";

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution)
    {
        var resource = substitution.Apply(Resource);
        return ReferenceEquals(resource, Resource) ? this : new ResourceName(resource);
    }
}
