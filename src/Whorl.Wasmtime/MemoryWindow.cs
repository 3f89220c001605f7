using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>
/// A linear memory that is looked at often. Where it begins and how large it is are remembered, as asking the engine costs as much as what
/// is mostly done with the answer: a memory never shrinks, and most never move. Valid as long as its store.
/// </summary>
public sealed unsafe class MemoryWindow
{
    private readonly Store _store;
    private readonly wasmtime_memory_t _memory;
    private byte* _start;

    /// <summary>Looks at a memory.</summary>
    /// <param name="store">The memory's store.</param>
    /// <param name="memory">The memory.</param>
    public MemoryWindow(Store store, Memory memory)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _memory = memory.Native;
        StaysInPlace = store.Engine.MemoriesStayInPlace;
        Refresh();
    }

    /// <summary>Whether the memory stays at its address; if not, <see cref="Refresh"/> the window after each time that the guest ran.</summary>
    public bool StaysInPlace { get; }

    /// <summary>The memory's size in bytes when it was last asked for. There may be more by now.</summary>
    public nuint KnownSize { get; private set; }

    /// <summary>
    /// The memory's first byte; <see cref="KnownSize"/> bounds what may be touched. A memory of no pages has no first byte: then the reference must
    /// not be followed.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public ref byte Start
    {
        get
        {
            _store.Check(_memory.store_id);

            // SAFETY: the engine owns the bytes, whose store is there, and which have not moved since the window was last refreshed.
            return ref *_start;
        }
    }

    /// <summary>Asks the engine where the memory is now, and for its size.</summary>
    /// <returns>The size in bytes.</returns>
    public nuint Refresh()
    {
        _store.Check(_memory.store_id);
        wasmtime_memory_t memory = _memory;
        _start = wasmtime_memory_data(_store.ContextPointer, &memory);
        KnownSize = wasmtime_memory_data_size(_store.ContextPointer, &memory);
        return KnownSize;
    }
}
