using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>A global in a store. Valid as long as its store.</summary>
public readonly unsafe struct Global
{
    private readonly wasmtime_global_t _global;

    internal Global(wasmtime_global_t global) => _global = global;

    internal wasmtime_global_t Native => _global;

    /// <summary>The global's value.</summary>
    /// <param name="store">The global's store.</param>
    /// <exception cref="NotSupportedException">It holds a reference.</exception>
    public Val Get(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_global.store_id);
        var global = _global;
        wasmtime_val_t value;
        wasmtime_global_get(store.ContextPointer, &global, &value);
        if ((ValKind)value.kind > ValKind.V128)
        {
            wasmtime_val_unroot(&value);
            throw new NotSupportedException($"The global holds a reference ({(ValKind)value.kind}); only numbers and vectors can be read.");
        }

        return new Val((ValKind)value.kind, value.number);
    }

    /// <summary>Sets the global.</summary>
    /// <param name="store">The global's store.</param>
    /// <param name="value">A number or vector.</param>
    /// <exception cref="WasmException">The global is not mutable, or of another kind.</exception>
    /// <exception cref="NotSupportedException">The value is a reference.</exception>
    public void Set(Store store, Val value)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_global.store_id);
        if (value.Kind > ValKind.V128)
        {
            throw new NotSupportedException($"A global cannot be set to a reference ({value.Kind}); only to a number or vector.");
        }

        var global = _global;
        var native = new wasmtime_val_t { kind = (byte)value.Kind, number = value.Raw };
        EngineError.ThrowIf(wasmtime_global_set(store.ContextPointer, &global, &native), "The global could not be set");
    }
}
