using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/error.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_error_new(byte* message);

    [LibraryImport(Name)]
    public static partial void wasmtime_error_delete(wasmtime_error_t* error);

    [LibraryImport(Name)]
    public static partial void wasmtime_error_message(wasmtime_error_t* error, wasm_byte_vec_t* message);

    [LibraryImport(Name)]
    public static partial void wasmtime_error_wasm_trace(wasmtime_error_t* error, wasm_frame_vec_t* frames);

    public struct wasmtime_error_t;
}
