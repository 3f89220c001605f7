using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/instance.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_instance_new(
        wasmtime_context_t* context,
        CoreModuleHandle module,
        wasmtime_extern_t* imports,
        nuint importCount,
        wasmtime_instance_t* instance,
        wasm_trap_t** trap);

    [LibraryImport(Name)]
    public static partial c_bool wasmtime_instance_export_get(
        wasmtime_context_t* context, wasmtime_instance_t* instance, byte* name, nuint nameLength, wasmtime_extern_t* item);

    [LibraryImport(Name)]
    public static partial void wasmtime_instance_pre_delete(wasmtime_instance_pre_t* pre);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_instance_pre_instantiate(
        InstancePreHandle pre, wasmtime_context_t* context, wasmtime_instance_t* instance, wasm_trap_t** trap);

    [StructLayout(LayoutKind.Sequential)]
    public struct wasmtime_instance_t
    {
        public ulong store_id;
        public nuint __private;
    }

    public struct wasmtime_instance_pre_t;
}
