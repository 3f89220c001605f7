using System.Collections.Immutable;

namespace Whorl.Wit.Model;

/// <summary>What a named type is.</summary>
public abstract record WitTypeKind
{
    private WitTypeKind()
    {
    }

    /// <summary>Another name for a type. <see cref="IsResourceName"/>: the alias names the resource itself (<c>type headers = fields</c>).</summary>
    public sealed record Alias(WitType Type, bool IsResourceName) : WitTypeKind;

    /// <summary>A type of another interface, brought in by <c>use</c>.</summary>
    public sealed record Use(WitTypeDefinition Definition) : WitTypeKind;

    /// <summary>Named fields.</summary>
    public sealed record Record(ImmutableArray<WitField> Fields) : WitTypeKind;

    /// <summary>One of several cases, each with or without a value.</summary>
    public sealed record Variant(ImmutableArray<WitCase> Cases) : WitTypeKind;

    /// <summary>One of several names.</summary>
    public sealed record Enum(ImmutableArray<WitLabel> Cases) : WitTypeKind;

    /// <summary>Any set of names.</summary>
    public sealed record Flags(ImmutableArray<WitLabel> Labels) : WitTypeKind;

    /// <summary>A resource; its functions are among those of its interface or world.</summary>
    public sealed record Resource(ImmutableArray<WitFunction> Functions) : WitTypeKind;
}
