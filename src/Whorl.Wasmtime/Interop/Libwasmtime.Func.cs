using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/func.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial void wasmtime_func_new_unchecked(
        wasmtime_context_t* context,
        wasm_functype_t* type,
        delegate* unmanaged<nint, nint, ValRaw*, nuint, nint> callback,
        nint env,
        void* finalizer,
        wasmtime_func_t* result);

    [LibraryImport(Name)]
    public static partial wasm_functype_t* wasmtime_func_type(wasmtime_context_t* context, wasmtime_func_t* func);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_func_call_unchecked(
        wasmtime_context_t* context,
        wasmtime_func_t* func,
        ValRaw* argsAndResults,
        nuint length,
        wasm_trap_t** trap);

    // A field load in the engine, so the call needs no transition of the garbage collector's mode.
    [LibraryImport(Name)]
    [SuppressGCTransition]
    public static partial wasmtime_context_t* wasmtime_caller_context(nint caller);
}
