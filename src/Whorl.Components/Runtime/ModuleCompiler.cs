using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Compiles every module afresh.</summary>
internal sealed class ModuleCompiler : IModuleSource
{
    public static readonly ModuleCompiler Instance = new();

    public Module GetOrCompile(Engine engine, ReadOnlyMemory<byte> wasm) => Module.Compile(engine, wasm.Span);
}
