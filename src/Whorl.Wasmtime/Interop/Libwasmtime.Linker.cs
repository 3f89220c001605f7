using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/linker.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial wasmtime_linker_t* wasmtime_linker_new(EngineHandle engine);

    [LibraryImport(Name)]
    public static partial void wasmtime_linker_delete(wasmtime_linker_t* linker);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_linker_define_func_unchecked(
        LinkerHandle linker,
        byte* module,
        nuint moduleLength,
        byte* name,
        nuint nameLength,
        wasm_functype_t* type,
        delegate* unmanaged<nint, nint, ValRaw*, nuint, nint> callback,
        nint env,
        void* finalizer);

    [LibraryImport(Name)]
    public static partial c_bool wasmtime_linker_get(
        LinkerHandle linker,
        wasmtime_context_t* context,
        byte* module,
        nuint moduleLength,
        byte* name,
        nuint nameLength,
        wasmtime_extern_t* item);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_linker_instantiate_pre(
        LinkerHandle linker, CoreModuleHandle module, wasmtime_instance_pre_t** pre);

    public struct wasmtime_linker_t;
}
