using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/trap.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial wasm_trap_t* wasmtime_trap_new(byte* message, nuint length);

    [LibraryImport(Name)]
    public static partial c_bool wasmtime_trap_code(wasm_trap_t* trap, byte* code);

    [LibraryImport(Name)]
    public static partial wasm_byte_vec_t* wasmtime_frame_func_name(wasm_frame_t* frame);

    [LibraryImport(Name)]
    public static partial wasm_byte_vec_t* wasmtime_frame_module_name(wasm_frame_t* frame);
}
