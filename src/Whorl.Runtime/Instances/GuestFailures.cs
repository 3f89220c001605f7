using Whorl.Components.Hosting;
using Whorl.Wasi;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Instances;

/// <summary>Tells from an exception what became of a guest.</summary>
internal static class GuestFailures
{
    public static GuestOutcome Classify(Exception e) => new(
        e switch
        {
            CpuLimitException => GuestEnd.CpuLimit,
            TrapException or GuestTrapException => GuestEnd.Trapped,
            WasiLimitException => GuestEnd.HostLimit,
            GuestExitException => GuestEnd.Exited,
            WasmException => GuestEnd.NoInstance,
            _ => GuestEnd.HostFailed,
        },
        e);
}
