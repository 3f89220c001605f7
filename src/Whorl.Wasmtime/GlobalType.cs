namespace Whorl.Wasmtime;

/// <summary>A global's type.</summary>
/// <param name="Content">The kind of the value it holds.</param>
/// <param name="Mutable">Whether it can be set.</param>
public sealed record GlobalType(ValKind Content, bool Mutable) : ExternType;
