namespace Whorl.Components.Types.CoreModules;

/// <summary>The type of an import or export of a core module.</summary>
internal abstract record CoreExternType
{
    /// <summary>The sort of thing, for messages.</summary>
    public abstract string Noun { get; }
}

internal sealed record CoreFunctionExtern(CoreType Type) : CoreExternType
{
    public override string Noun => "func";
}

internal sealed record CoreTableExtern(CoreValueType Element, CoreLimits Limits, bool Is64, bool IsShared) : CoreExternType
{
    public override string Noun => "table";
}

internal sealed record CoreMemoryExtern(CoreLimits Limits, bool Is64, bool IsShared, uint PageSizeLog2) : CoreExternType
{
    public const uint DefaultPageSizeLog2 = 16;

    public override string Noun => "memory";
}

internal sealed record CoreGlobalExtern(CoreValueType Type, bool IsMutable, bool IsShared) : CoreExternType
{
    public override string Noun => "global";
}

internal sealed record CoreTagExtern(CoreType Type) : CoreExternType
{
    public override string Noun => "tag";
}

/// <summary>The bounds of a memory (in pages) or of a table (in elements).</summary>
internal readonly record struct CoreLimits(ulong Minimum, ulong? Maximum)
{
    /// <summary>True when everything within these limits is within <paramref name="other"/>.</summary>
    public bool FitIn(CoreLimits other) =>
        Minimum >= other.Minimum && (other.Maximum is not { } maximum || Maximum <= maximum);
}
