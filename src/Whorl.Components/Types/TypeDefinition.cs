namespace Whorl.Components.Types;

/// <summary>
/// Anything that a type index of a component can stand for: a value, function, instance, component or resource type.
/// Instances are immutable. A type that is imported or exported gets a new object of the same shape, so that the object
/// also says under which name the type is known.
/// </summary>
public abstract class TypeDefinition
{
    private protected TypeDefinition(TypeTraits traits)
    {
        Traits = traits;
    }

    internal TypeTraits Traits { get; }

    /// <summary>What kind of type this is, for messages.</summary>
    internal abstract string Noun { get; }

    /// <summary>The same shape as a new object: what an import or export of a type introduces under its own name.</summary>
    internal virtual TypeDefinition Rename() => (TypeDefinition)MemberwiseClone();

    /// <summary>This type with its parts replaced, or this object when none of them changes.</summary>
    internal abstract TypeDefinition SubstituteParts(TypeSubstitution substitution);
}
