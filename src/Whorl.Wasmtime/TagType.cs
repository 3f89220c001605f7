namespace Whorl.Wasmtime;

/// <summary>An exception tag's type.</summary>
/// <param name="Payload">What an exception of this tag carries, as the parameters of a function.</param>
public sealed record TagType(FuncType Payload) : ExternType;
