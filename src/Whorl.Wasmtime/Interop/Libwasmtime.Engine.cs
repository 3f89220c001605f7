using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/engine.h
internal static unsafe partial class Libwasmtime
{
    [LibraryImport(Name)]
    public static partial void wasmtime_engine_increment_epoch(EngineHandle engine);
}
