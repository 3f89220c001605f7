namespace Whorl.Wasmtime;

/// <summary>A table's type.</summary>
/// <param name="Element">The kind of its elements.</param>
/// <param name="Minimum">Its first size, in elements.</param>
/// <param name="Maximum">The size it never exceeds, in elements; none if null.</param>
public sealed record TableType(ValKind Element, uint Minimum, uint? Maximum) : ExternType;
