using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>A table of functions in a store. Valid as long as its store.</summary>
public readonly unsafe struct Table
{
    private readonly wasmtime_table_t _table;

    internal Table(wasmtime_table_t table) => _table = table;

    internal wasmtime_table_t Native => _table;

    /// <summary>The table's size, in elements.</summary>
    /// <param name="store">The table's store.</param>
    public ulong Size(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_table.store_id);
        var table = _table;
        return wasmtime_table_size(store.ContextPointer, &table);
    }

    /// <summary>The function at an index; null if the element is empty.</summary>
    /// <param name="store">The table's store.</param>
    /// <param name="index">The element's index.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table is not that long.</exception>
    /// <exception cref="NotSupportedException">The table holds other things than functions.</exception>
    public Func? Get(Store store, ulong index)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_table.store_id);
        var table = _table;
        wasmtime_val_t value;
        if (!wasmtime_table_get(store.ContextPointer, &table, index, &value))
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The table has {Size(store)} elements.");
        }

        if (value.kind != WASMTIME_FUNCREF)
        {
            wasmtime_val_unroot(&value);
            throw new NotSupportedException($"The table holds {(ValKind)value.kind}; only functions can be read.");
        }

        return value.funcref.store_id == 0 ? null : new Func(value.funcref);
    }

    /// <summary>Sets or clears the function at an index.</summary>
    /// <param name="store">The table's store.</param>
    /// <param name="index">The element's index.</param>
    /// <param name="func">The function; null to clear the element.</param>
    /// <exception cref="WasmException">The table is not that long, or does not hold such functions.</exception>
    public void Set(Store store, ulong index, Func? func)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_table.store_id);
        if (func is { } item)
        {
            store.Check(item.Native.store_id);
        }

        var table = _table;
        var value = new wasmtime_val_t { kind = WASMTIME_FUNCREF, funcref = func?.Native ?? default };
        EngineError.ThrowIf(wasmtime_table_set(store.ContextPointer, &table, index, &value), $"Element {index} of the table could not be set");
    }
}
