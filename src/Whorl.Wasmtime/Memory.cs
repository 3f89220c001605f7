using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>A linear memory in a store. Valid as long as its store.</summary>
public readonly unsafe struct Memory
{
    private readonly wasmtime_memory_t _memory;

    internal Memory(wasmtime_memory_t memory) => _memory = memory;

    internal wasmtime_memory_t Native => _memory;

    /// <summary>The memory's size, in bytes.</summary>
    /// <param name="store">The memory's store.</param>
    public nuint Size(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_memory.store_id);
        var memory = _memory;
        return wasmtime_memory_data_size(store.ContextPointer, &memory);
    }

    /// <summary>
    /// The memory's bytes; of a memory larger than that, the first 2 GiB less one. The span is valid until the guest runs again, the
    /// memory grows or the store is disposed; see <see cref="Engine.MemoriesStayInPlace"/> for when it may be kept longer.
    /// </summary>
    /// <param name="store">The memory's store.</param>
    public Span<byte> Span(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_memory.store_id);
        var memory = _memory;

        // SAFETY: the engine owns the bytes, which stay where they are until the guest runs again or the memory grows.
        var size = wasmtime_memory_data_size(store.ContextPointer, &memory);
        return new Span<byte>(wasmtime_memory_data(store.ContextPointer, &memory), (int)Math.Min(size, int.MaxValue));
    }

    /// <summary>Grows the memory.</summary>
    /// <param name="store">The memory's store.</param>
    /// <param name="pages">Pages to add.</param>
    /// <returns>Whether the memory's type, the store's limits and the engine allowed it.</returns>
    public bool Grow(Store store, ulong pages)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_memory.store_id);
        var memory = _memory;
        ulong previous;
        var error = wasmtime_memory_grow(store.ContextPointer, &memory, pages, &previous);
        if (error != null)
        {
            wasmtime_error_delete(error);
        }

        return error == null;
    }
}
