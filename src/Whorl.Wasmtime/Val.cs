namespace Whorl.Wasmtime;

/// <summary>A number or vector with its kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Raw">The value.</param>
public readonly record struct Val(ValKind Kind, ValRaw Raw);
