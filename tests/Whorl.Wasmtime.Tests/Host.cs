using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Tests;

/// <summary>A host function <c>host.call: (i32) -> i32</c> that runs the delegate in the store's state, and lets no exception out.</summary>
internal static unsafe class Host
{
    private static readonly FuncType s_type = new([ValKind.I32], [ValKind.I32]);

    public delegate int Body(Store store, int argument);

    public static void Define(Linker linker) => linker.DefineFunction("host", "call", s_type, &Call, 0);

    public static Func Create(Store store) => Func.Create(store, s_type, &Call, 0);

    public static void DefineTrapping(Linker linker) => linker.DefineFunction("host", "call", s_type, &Trap, 0);

    [UnmanagedCallersOnly]
    private static nint Call(nint env, nint caller, ValRaw* values, nuint count)
    {
        try
        {
            values[0].I32 = ((Body)Store.StateOf(caller)!)(Store.Of(caller), values[0].I32);
            return 0;
        }
        catch (Exception exception)
        {
            return HostTrap.FromException(caller, exception);
        }
    }

    [UnmanagedCallersOnly]
    private static nint Trap(nint env, nint caller, ValRaw* values, nuint count) => HostTrap.Create("the host says no");
}
