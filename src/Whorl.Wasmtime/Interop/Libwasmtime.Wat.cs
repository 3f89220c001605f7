using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/wat.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_wat2wasm(byte* wat, nuint length, wasm_byte_vec_t* result);
}
