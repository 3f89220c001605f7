namespace Whorl.Wasmtime;

/// <summary>
/// Sizes of the pool that memories, tables and instances are taken from. The pool reserves address space; memory is used only for
/// what guests touch. Why these defaults: docs/engine.md.
/// </summary>
public sealed record PoolingOptions
{
    /// <summary>Bytes of a table's element in the pool.</summary>
    private const ulong TableElementBytes = 16;

    /// <summary>Core instances alive at once, in all stores.</summary>
    public uint TotalCoreInstances { get; init; } = 16_000;

    /// <summary>Linear memories alive at once, in all stores.</summary>
    public uint TotalMemories { get; init; } = 4_000;

    /// <summary>Tables alive at once, in all stores.</summary>
    public uint TotalTables { get; init; } = 8_000;

    /// <summary>Heaps of garbage-collected guest objects alive at once, in all stores.</summary>
    public uint TotalGcHeaps { get; init; } = 1_000;

    /// <summary>The size no linear memory exceeds, in bytes.</summary>
    public ulong MaxMemoryBytes { get; init; } = 1UL << 30;

    /// <summary>The size no table exceeds, in elements.</summary>
    public uint TableElements { get; init; } = 32 << 10;

    /// <summary>The size that the engine's own data for one core instance does not exceed, in bytes.</summary>
    public uint MaxCoreInstanceBytes { get; init; } = 1 << 20;

    /// <summary>Linear memories that one module may define.</summary>
    public uint MaxMemoriesPerModule { get; init; } = 4;

    /// <summary>Tables that one module may define.</summary>
    public uint MaxTablesPerModule { get; init; } = 16;

    /// <summary>
    /// Bytes at the start of a memory that are reset by copying instead of by giving their pages back. Cheaper for a guest that
    /// touches most of them, dearer for one that touches few.
    /// </summary>
    public ulong MemoryKeepResidentBytes { get; init; } = 128 << 10;

    /// <summary>Bytes of a table that are reset by clearing instead of by giving their pages back.</summary>
    public ulong TableKeepResidentBytes { get; init; } = 64 << 10;

    /// <summary>Memories and tables that are given back to the system together.</summary>
    public uint DecommitBatch { get; init; } = 4;

    /// <summary>Unused slots that keep their module's image mapped, ready for an instance of the same module.</summary>
    public uint MaxUnusedWarmSlots { get; init; } = 100;

    internal void Validate(ulong memoryReservationBytes)
    {
        EngineOptions.InRange(TotalCoreInstances, 1, int.MaxValue, nameof(TotalCoreInstances));
        EngineOptions.InRange(TotalMemories, 1, 1 << 20, nameof(TotalMemories));
        EngineOptions.InRange(TotalTables, 1, 1 << 20, nameof(TotalTables));
        EngineOptions.InRange(TotalGcHeaps, 0, 1 << 20, nameof(TotalGcHeaps));
        EngineOptions.InRange(MaxMemoryBytes, 1 << 16, memoryReservationBytes, nameof(MaxMemoryBytes));
        EngineOptions.InRange(TableElements, 1, 1 << 26, nameof(TableElements));
        EngineOptions.InRange(MaxCoreInstanceBytes, 1 << 12, 1 << 30, nameof(MaxCoreInstanceBytes));
        EngineOptions.InRange(MaxMemoriesPerModule, 1, TotalMemories, nameof(MaxMemoriesPerModule));
        EngineOptions.InRange(MaxTablesPerModule, 1, TotalTables, nameof(MaxTablesPerModule));
        EngineOptions.InRange(MemoryKeepResidentBytes, 0, 8UL << 30, nameof(MemoryKeepResidentBytes));
        EngineOptions.InRange(TableKeepResidentBytes, 0, 8UL << 30, nameof(TableKeepResidentBytes));
        EngineOptions.InRange(DecommitBatch, 1, 1 << 16, nameof(DecommitBatch));
    }

    /// <summary>Address space of all memories with their guards: what the engine reserves without access rights.</summary>
    internal ulong MemoryAddressSpace(ulong reservation, ulong guard) =>
        (ulong)TotalMemories * (Math.Max(reservation, MaxMemoryBytes) + guard) + guard;

    /// <summary>Address space of all tables: what the engine reserves to read and write.</summary>
    internal ulong TableAddressSpace() => (ulong)TotalTables * TableElements * TableElementBytes;
}
