using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Where compiled core modules come from: a compile cache, or the compiler itself.</summary>
public interface IModuleSource
{
    /// <summary>Gives the module compiled from the given bytes. The caller owns the result and disposes it.</summary>
    /// <param name="engine">The engine that will run the module.</param>
    /// <param name="wasm">The core module's binary.</param>
    /// <exception cref="WasmException">The module is invalid.</exception>
    Module GetOrCompile(Engine engine, ReadOnlyMemory<byte> wasm);
}
