using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>A global in a store. Valid as long as its store.</summary>
public readonly unsafe struct Global
{
    private readonly wasmtime_global_t _global;

    internal Global(wasmtime_global_t global) => _global = global;

    internal wasmtime_global_t Native => _global;

    /// <summary>The value of a global of a number or vector type.</summary>
    /// <param name="store">The global's store.</param>
    public ValRaw Get(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var global = _global;
        wasmtime_val_t value;
        wasmtime_global_get(store.ContextPointer, &global, &value);
        return value.number;
    }
}
