namespace Whorl.Wasmtime;

/// <summary>One running function in a guest's back-trace.</summary>
/// <param name="ModuleName">The module's name from its name section, if it has one.</param>
/// <param name="FunctionIndex">The function's index in the module.</param>
/// <param name="FunctionName">The function's name from the name section, if it has one.</param>
/// <param name="FunctionOffset">Bytes from the start of the function's body; null if not known.</param>
/// <param name="ModuleOffset">Bytes from the start of the module's binary; null if not known.</param>
public readonly record struct WasmFrame(
    string? ModuleName, uint FunctionIndex, string? FunctionName, long? FunctionOffset, long? ModuleOffset)
{
    /// <summary>The frame as one line: <c>module!function@0x1f</c>.</summary>
    public override string ToString() =>
        $"{ModuleName ?? "<module>"}!{FunctionName ?? $"<function {FunctionIndex}>"}@{(ModuleOffset is { } at ? $"0x{at:x}" : "?")}";
}
