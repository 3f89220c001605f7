using Whorl.Components.Types;

namespace Whorl.Components.Validation;

/// <summary>The values of a scope. Each must be used exactly once.</summary>
internal sealed class ValueSpace(ValidationContext context)
{
    private readonly List<(ComponentType Type, bool IsUsed)> _values = [];

    public void Add(ComponentType type, bool isUsed)
    {
        if (type.ContainsBorrow)
        {
            throw context.Invalid("a value cannot contain a `borrow` type");
        }

        _values.Add((type, isUsed));
    }

    /// <summary>Uses up the value with this index.</summary>
    public ComponentType Use(uint index)
    {
        if (index >= _values.Count)
        {
            throw context.Invalid($"unknown value {index}: value index out of bounds");
        }

        var (type, isUsed) = _values[(int)index];
        if (isUsed)
        {
            throw context.Invalid($"value {index} cannot be used more than once");
        }

        _values[(int)index] = (type, true);
        return type;
    }

    public void CheckAllUsed()
    {
        var unused = _values.FindIndex(value => !value.IsUsed);
        if (unused >= 0)
        {
            throw context.Invalid($"value index {unused} was not used as part of an instantiation, start function, or export");
        }
    }
}
