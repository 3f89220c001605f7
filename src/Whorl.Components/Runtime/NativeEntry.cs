using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>The one place where guests enter managed code: every host function of every store comes through here.</summary>
internal static unsafe class NativeEntry
{
    // SAFETY: the engine calls this with the arguments that UnmanagedCallersOnly code below expects.
    public static delegate* unmanaged<nint, nint, ValRaw*, nuint, nint> Pointer => &Enter;

    [UnmanagedCallersOnly]
    private static nint Enter(nint env, nint caller, ValRaw* values, nuint count)
    {
        try
        {
            // SAFETY: env is the handle that the callee's ComponentPre holds for as long as instances of it may run, every
            // store that can reach it has its ComponentInstance as state, and the engine owns the values until we return.
            var callee = Unsafe.As<CoreCallee>(GCHandle.FromIntPtr(env).Target!);
            var instance = Unsafe.As<ComponentInstance>(Store.StateOf(caller)!);
            return callee.Invoke(instance, new Span<ValRaw>(values, (int)count)) ? 0 : HostTrap.Pending();
        }
        catch (Exception exception)
        {
            return HostTrap.FromException(caller, exception);
        }
    }
}
