using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/global.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial void wasmtime_global_get(wasmtime_context_t* context, wasmtime_global_t* global, wasmtime_val_t* result);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_global_set(
        wasmtime_context_t* context, wasmtime_global_t* global, wasmtime_val_t* value);
}
