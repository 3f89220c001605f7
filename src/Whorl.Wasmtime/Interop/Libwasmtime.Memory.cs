using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/memory.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial ulong wasmtime_memorytype_minimum(wasm_memorytype_t* type);

    [LibraryImport(Name)]
    public static partial c_bool wasmtime_memorytype_maximum(wasm_memorytype_t* type, ulong* maximum);

    [LibraryImport(Name)]
    public static partial c_bool wasmtime_memorytype_is64(wasm_memorytype_t* type);

    [LibraryImport(Name)]
    public static partial c_bool wasmtime_memorytype_isshared(wasm_memorytype_t* type);

    [LibraryImport(Name)]
    public static partial byte wasmtime_memorytype_page_size_log2(wasm_memorytype_t* type);

    // Both read a field of the store, so the calls need no transition of the garbage collector's mode.
    [LibraryImport(Name)]
    [SuppressGCTransition]
    public static partial byte* wasmtime_memory_data(wasmtime_context_t* context, wasmtime_memory_t* memory);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    public static partial nuint wasmtime_memory_data_size(wasmtime_context_t* context, wasmtime_memory_t* memory);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_memory_grow(
        wasmtime_context_t* context, wasmtime_memory_t* memory, ulong delta, ulong* previousSize);
}
