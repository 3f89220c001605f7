using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/store.h
internal static unsafe partial class Libwasmtime
{
    public const byte WASMTIME_UPDATE_DEADLINE_CONTINUE = 0;

    [LibraryImport(Name)]
    public static partial wasmtime_store_t* wasmtime_store_new(EngineHandle engine, nint data, void* finalizer);

    [LibraryImport(Name)]
    public static partial void wasmtime_store_delete(wasmtime_store_t* store);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    public static partial wasmtime_context_t* wasmtime_store_context(wasmtime_store_t* store);

    [LibraryImport(Name)]
    public static partial void wasmtime_store_limiter(
        wasmtime_store_t* store, long memorySize, long tableElements, long instances, long tables, long memories);

    [LibraryImport(Name)]
    public static partial void wasmtime_store_epoch_deadline_callback(
        wasmtime_store_t* store,
        delegate* unmanaged<wasmtime_context_t*, nint, ulong*, byte*, wasmtime_error_t*> callback,
        nint data,
        void* finalizer);

    // The calls below read or write one field of the store, so they need no transition of the garbage collector's mode.
    [LibraryImport(Name)]
    [SuppressGCTransition]
    public static partial nint wasmtime_context_get_data(wasmtime_context_t* context);

    [LibraryImport(Name)]
    [SuppressGCTransition]
    public static partial void wasmtime_context_set_epoch_deadline(wasmtime_context_t* context, ulong ticksBeyondCurrent);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_context_set_fuel(wasmtime_context_t* context, ulong fuel);

    [LibraryImport(Name)]
    public static partial wasmtime_error_t* wasmtime_context_get_fuel(wasmtime_context_t* context, ulong* fuel);

    public struct wasmtime_store_t;

    public struct wasmtime_context_t;
}
