using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/module.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_module_new(
        EngineHandle engine, byte* wasm, nuint length, wasmtime_module_t** module);

    [LibraryImport(Name)]
    public static partial void wasmtime_module_delete(wasmtime_module_t* module);

    [LibraryImport(Name)]
    public static partial void wasmtime_module_imports(CoreModuleHandle module, wasm_importtype_vec_t* imports);

    [LibraryImport(Name)]
    public static partial void wasmtime_module_exports(CoreModuleHandle module, wasm_exporttype_vec_t* exports);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_module_validate(EngineHandle engine, byte* wasm, nuint length);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_module_serialize(CoreModuleHandle module, wasm_byte_vec_t* result);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_module_deserialize(
        EngineHandle engine, byte* bytes, nuint length, wasmtime_module_t** module);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_module_deserialize_file(
        EngineHandle engine, byte* path, wasmtime_module_t** module);

    public struct wasmtime_module_t;
}
