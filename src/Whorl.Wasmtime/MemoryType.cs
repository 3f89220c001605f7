namespace Whorl.Wasmtime;

/// <summary>A linear memory's type.</summary>
/// <param name="Minimum">Its first size, in pages.</param>
/// <param name="Maximum">The size it never exceeds, in pages; none if null.</param>
/// <param name="Is64">Whether its addresses are 64 bits wide.</param>
/// <param name="Shared">Whether several threads of a guest may use it.</param>
/// <param name="PageSizeLog2">The base-2 logarithm of its page size in bytes: 16 unless the module says otherwise.</param>
public sealed record MemoryType(ulong Minimum, ulong? Maximum, bool Is64, bool Shared, byte PageSizeLog2) : ExternType;
