using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/component/component.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_component_new(
        EngineHandle engine, byte* wasm, nuint length, wasmtime_component_t** component);

    [LibraryImport(Name)]
    public static partial void wasmtime_component_delete(wasmtime_component_t* component);

    public struct wasmtime_component_t;
}
