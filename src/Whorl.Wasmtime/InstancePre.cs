using Whorl.Wasmtime.Interop;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>A module with its imports resolved. Safe for use from many threads.</summary>
public sealed unsafe class InstancePre : IDisposable
{
    private readonly InstancePreHandle _handle;

    internal InstancePre(InstancePreHandle handle) => _handle = handle;

    /// <summary>Makes an instance, and runs its start function.</summary>
    /// <param name="store">The store.</param>
    /// <exception cref="TrapException">The start function or a segment's initialisation trapped.</exception>
    /// <exception cref="WasmException">A limit of the store or of the pool is exceeded.</exception>
    public Instance Instantiate(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        wasmtime_instance_t instance;
        wasm_trap_t* trap = null;
        store.Enter();
        var error = wasmtime_instance_pre_instantiate(_handle, store.ContextPointer, &instance, &trap);
        store.Exit();
        store.ThrowIf(error, trap, "The module could not be instantiated");
        return new Instance(instance);
    }

    /// <summary>Releases it; instances made from it stay usable.</summary>
    public void Dispose() => _handle.Dispose();
}
