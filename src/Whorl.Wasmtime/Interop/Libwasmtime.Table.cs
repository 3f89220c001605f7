using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/table.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial c_bool wasmtime_table_get(
        wasmtime_context_t* context, wasmtime_table_t* table, ulong index, wasmtime_val_t* value);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_table_set(
        wasmtime_context_t* context, wasmtime_table_t* table, ulong index, wasmtime_val_t* value);

    [LibraryImport(Name)]
    public static partial ulong wasmtime_table_size(wasmtime_context_t* context, wasmtime_table_t* table);
}
