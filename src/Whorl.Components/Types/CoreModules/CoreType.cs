using System.Collections.Immutable;

namespace Whorl.Components.Types.CoreModules;

/// <summary>A core type as a type section defines it. Types are interned: equal types are one object.</summary>
internal sealed class CoreType : CoreTypeDefinition
{
    /// <summary>Distinguishes the type in the text of others.</summary>
    public required int Number { get; init; }

    /// <summary>The type as text, such as <c>(func (param i32))</c>.</summary>
    public required string Text { get; init; }

    /// <summary>True for a function type, whose signature follows.</summary>
    public required bool IsFunction { get; init; }

    public ImmutableArray<CoreValueType> Parameters { get; init; } = [];

    public ImmutableArray<CoreValueType> Results { get; init; } = [];

    /// <summary>True when instances may be passed between threads.</summary>
    public bool IsShared { get; init; }

    /// <summary>The declared supertype, or null.</summary>
    public CoreType? Supertype
    {
        get;
        init
        {
            field = value;
            Depth = value is null ? 0 : value.Depth + 1;
        }
    }

    /// <summary>How many supertypes there are above this one.</summary>
    public int Depth { get; private init; }

    // Text without references to other types means the same in every file.
    private bool IsClosed => !Text.Contains('$', StringComparison.Ordinal);

    public bool IsSubtypeOf(CoreType other)
    {
        for (var type = this; type is not null; type = type.Supertype)
        {
            if (ReferenceEquals(type, other) || (type.IsClosed && type.Text == other.Text))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => Text;
}
