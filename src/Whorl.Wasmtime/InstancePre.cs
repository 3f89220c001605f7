using Whorl.Wasmtime.Interop;

namespace Whorl.Wasmtime;

/// <summary>A module with its imports resolved. Safe for use from many threads.</summary>
public sealed class InstancePre : IDisposable
{
    private readonly InstancePreHandle _handle;

    internal InstancePre(InstancePreHandle handle) => _handle = handle;

    /// <summary>Makes an instance, and runs its start function.</summary>
    /// <param name="store">The store, of the same engine.</param>
    /// <exception cref="TrapException">The start function or a segment's initialisation trapped.</exception>
    /// <exception cref="PoolExhaustedException">The engine's pool has nothing left.</exception>
    /// <exception cref="WasmException">A limit of the store is exceeded.</exception>
    public Instance Instantiate(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Instance.FromPre(store, _handle);
    }

    /// <summary>Releases it; instances made from it stay usable.</summary>
    public void Dispose() => _handle.Dispose();
}
