using Whorl.Components.Binary;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Validation;

/// <summary>What all the nested scopes of one component file share.</summary>
internal sealed class ValidationContext
{
    private long _typeWork;

    /// <summary>Where the definition that is being validated begins in the file.</summary>
    public long Offset { get; set; }

    public CoreTypeInterner CoreTypes { get; } = new();

    public InvalidComponentException Invalid(string reason) => new(reason, Offset);

    /// <summary>Counts a walk over types, so that hostile input cannot ask for endless comparisons.</summary>
    public void Spend(TypeTraits walked)
    {
        _typeWork += walked.NodeCount;
        if (_typeWork > BinaryLimits.TypeWork)
        {
            throw Invalid("the component's types are too complex to validate");
        }
    }

    /// <summary>Checks a type's size, which shared parts can make much larger than its text.</summary>
    public T Bounded<T>(T type)
        where T : TypeDefinition
    {
        if (type.Traits.NodeCount > BinaryLimits.TypeSize)
        {
            throw Invalid($"effective type size exceeds the limit of {BinaryLimits.TypeSize}");
        }

        if (type.Traits.Depth > BinaryLimits.NestingDepth)
        {
            throw Invalid("type nesting is too deep");
        }

        return type;
    }
}
