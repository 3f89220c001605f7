using System.Text;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>Makes the traps that host functions return. A trap that is made must be returned: the engine releases it.</summary>
public static unsafe class HostTrap
{
    /// <summary>Makes a trap with a message; the guest's caller gets a <see cref="TrapException"/> with no code.</summary>
    /// <param name="message">What happened.</param>
    public static nint Create(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var utf8 = Encoding.UTF8.GetBytes(message);

        // SAFETY: the message is pinned for the call, which copies it.
        fixed (byte* data = utf8)
        {
            return (nint)wasmtime_trap_new(data, (nuint)utf8.Length);
        }
    }

    /// <summary>Makes a trap that the guest's caller sees as this very exception.</summary>
    /// <param name="caller">The host function's <c>caller</c> argument.</param>
    /// <param name="exception">The exception.</param>
    public static nint FromException(nint caller, Exception exception) => FromException(Store.Of(caller), exception);

    /// <summary>Makes a trap that the guest's caller sees as this very exception.</summary>
    /// <param name="store">The store that the host function was called in.</param>
    /// <param name="exception">The exception.</param>
    public static nint FromException(Store store, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(exception);
        store.SetPending(exception);
        return Pending();
    }

    /// <summary>Makes a trap for the failure that a nested <see cref="Func.TryCall"/> left with the store.</summary>
    public static nint Pending()
    {
        fixed (byte* data = "host exception"u8)
        {
            return (nint)wasmtime_trap_new(data, 14);
        }
    }
}
