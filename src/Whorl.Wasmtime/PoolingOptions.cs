namespace Whorl.Wasmtime;

/// <summary>
/// Sizes of the pool that memories, tables and instances are taken from. The pool reserves address space, not memory.
/// </summary>
public sealed record PoolingOptions
{
    /// <summary>Core instances alive at once, in all stores.</summary>
    public uint TotalCoreInstances { get; init; } = 10_000;

    /// <summary>Linear memories alive at once, in all stores.</summary>
    public uint TotalMemories { get; init; } = 4_000;

    /// <summary>Tables alive at once, in all stores.</summary>
    public uint TotalTables { get; init; } = 10_000;

    /// <summary>The size no linear memory exceeds, in bytes.</summary>
    public ulong MaxMemoryBytes { get; init; } = 1UL << 30;

    /// <summary>The size no table exceeds, in elements.</summary>
    public uint TableElements { get; init; } = 50_000;

    /// <summary>The size no core instance's own data exceeds, in bytes.</summary>
    public uint MaxCoreInstanceBytes { get; init; } = 1 << 20;

    /// <summary>Memories that one module may define.</summary>
    public uint MaxMemoriesPerModule { get; init; } = 4;

    /// <summary>Tables that one module may define.</summary>
    public uint MaxTablesPerModule { get; init; } = 16;

    /// <summary>Bytes at the start of a memory that are reset by copying instead of by giving the pages back.</summary>
    public ulong MemoryKeepResidentBytes { get; init; } = 64 << 10;

    /// <summary>Bytes of a table that are reset by clearing instead of by giving the pages back.</summary>
    public ulong TableKeepResidentBytes { get; init; } = 64 << 10;

    /// <summary>Memories and tables that are given back to the system together.</summary>
    public uint DecommitBatch { get; init; } = 64;

    /// <summary>Unused slots that keep their module's image mapped.</summary>
    public uint MaxUnusedWarmSlots { get; init; } = 100;
}
