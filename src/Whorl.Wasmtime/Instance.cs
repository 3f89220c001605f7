using System.Runtime.InteropServices;
using Whorl.Wasmtime.Interop;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>An instance of a module in a store. Valid as long as its store.</summary>
public readonly unsafe struct Instance
{
    private readonly wasmtime_instance_t _instance;

    private Instance(wasmtime_instance_t instance) => _instance = instance;

    /// <summary>Instantiates a module with its imports in order, and runs its start function.</summary>
    /// <param name="store">The store.</param>
    /// <param name="module">The module.</param>
    /// <param name="imports">What it needs, in the order of <see cref="Module.Imports"/>.</param>
    /// <exception cref="TrapException">The start function or a segment's initialisation trapped.</exception>
    /// <exception cref="PoolExhaustedException">The engine's pool has nothing left.</exception>
    /// <exception cref="WasmException">An import does not fit, or a limit of the store is exceeded.</exception>
    public static Instance Create(Store store, Module module, ReadOnlySpan<Extern> imports)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(module);
        wasmtime_instance_t instance;
        wasm_trap_t* trap = null;
        wasmtime_error_t* error;
        store.Enter();
        try
        {
            // SAFETY: an Extern is its native struct and nothing else; the items are pinned for the call.
            fixed (Extern* items = imports)
            {
                error = wasmtime_instance_new(
                    store.ContextPointer, module.Handle, (wasmtime_extern_t*)items, (nuint)imports.Length, &instance, &trap);
            }
        }
        finally
        {
            store.Exit();
        }

        return Created(store, error, trap, instance);
    }

    /// <summary>Finds an export.</summary>
    /// <param name="store">The instance's store.</param>
    /// <param name="name">Its name, in UTF-8.</param>
    /// <returns>The export; null if there is none of that name.</returns>
    public Extern? Export(Store store, ReadOnlySpan<byte> name)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_instance.store_id);
        var instance = _instance;
        wasmtime_extern_t item;

        // SAFETY: the name is pinned for the call.
        fixed (byte* utf8 = &MemoryMarshal.GetReference(name))
        {
            return wasmtime_instance_export_get(store.ContextPointer, &instance, utf8, (nuint)name.Length, &item) ? new Extern(item) : null;
        }
    }

    internal static Instance FromPre(Store store, InstancePreHandle pre)
    {
        wasmtime_instance_t instance;
        wasm_trap_t* trap = null;
        wasmtime_error_t* error;
        store.Enter();
        try
        {
            error = wasmtime_instance_pre_instantiate(pre, store.ContextPointer, &instance, &trap);
        }
        finally
        {
            store.Exit();
        }

        return Created(store, error, trap, instance);
    }

    private static Instance Created(Store store, wasmtime_error_t* error, wasm_trap_t* trap, wasmtime_instance_t instance)
    {
        if (error != null || trap != null)
        {
            store.ThrowFromInstantiation(error, trap);
        }

        store.Learn(instance.store_id);
        return new Instance(instance);
    }
}
