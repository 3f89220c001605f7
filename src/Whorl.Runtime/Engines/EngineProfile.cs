using Whorl.Apps.Limits;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Engines;

/// <summary>
/// Chooses the engine's settings by what the components of an app are like. The engine has one pool with one set of sizes; they must
/// hold the largest component, and suit what the components really write to.
/// </summary>
internal static class EngineProfile
{
    // The figures come from bench/run on the samples, in CPU time for each request. Copying costs about 20 ns for each KiB of the kept
    // range; a page outside it that an instance writes to costs two microseconds of page fault.

    /// <summary>
    /// Compilers place a guest's stack, its data and its heap one after the other, and a small guest writes to where they meet. When that
    /// lies this near to the beginning, it is worth while to keep all of it (C guest: 28 us in place of 34).
    /// </summary>
    private const long LargestSmallRange = 256 << 10;

    /// <summary>What lies behind the beginning of the data and is likely to be written to.</summary>
    private const long BehindData = 128 << 10;

    /// <summary>
    /// A language runtime writes to pages all over its memory. One that is no larger than this is kept whole (QuickJS with 1.5 MiB: 300 us
    /// in place of 430); of a larger one (StarlingMonkey: 10 MiB) only the beginning is, since it leaves most of it alone.
    /// </summary>
    private const long LargestRuntime = 2 << 20;

    /// <summary>An image that is larger than this belongs to a language runtime.</summary>
    private const long LargeImage = 64 << 10;

    /// <summary>What is kept when nothing speaks for more.</summary>
    private const long Least = 64 << 10;

    /// <summary>Slots whose pages are given back together, where they have to be.</summary>
    private const uint DecommitBatch = 64;

    /// <summary>
    /// A slot of a memory reserves its address space (4 GiB and a guard), whatever the memory's own size; x86-64 and ARM64 give a
    /// process 128 TiB of it.
    /// </summary>
    private const long MaxSlots = 10_000;

    /// <summary>Slots at least, so that a pool of one rarely used component is no special case.</summary>
    private const long MinSlots = 64;

    /// <summary>Makes the settings.</summary>
    /// <param name="components">What each component asks for, and the limits of its instances.</param>
    /// <param name="pooling">Whether a pool is wanted.</param>
    public static EngineOptions Choose(IReadOnlyCollection<(ModuleDemand Demand, ComponentLimits Limits)> components, bool pooling)
    {
        const long tableElementBytes = 16;
        long memoryBytes = RoundUpToPage(Math.Max(components.Select(c => c.Limits.MemoryBytes).DefaultIfEmpty().Max(), Least));
        long tableElements = Math.Max(components.Select(c => c.Limits.TableElements).DefaultIfEmpty().Max(), 1);
        return new EngineOptions
        {
            Pooling = pooling,
            Pool = new PoolingOptions
            {
                TotalCoreInstances = Total(components, d => d.Modules),
                TotalMemories = Total(components, d => d.Memories),
                TotalTables = Total(components, d => d.Tables),
                MaxMemoryBytes = (ulong)Math.Min(memoryBytes, 4L << 30),
                TableElements = (uint)tableElements,
                MaxMemoriesPerModule = 8,
                MaxTablesPerModule = 32,
                MemoryKeepResidentBytes = (ulong)Math.Min(KeepResident(components.Select(c => c.Demand)), memoryBytes),
                TableKeepResidentBytes = (ulong)Math.Min(64 << 10, tableElements * tableElementBytes),

                // With nothing to give back, a slot that is free again at once is one whose pages are still in the processor's caches.
                DecommitBatch = components.All(c => WrittenRange(c.Demand) is not null) ? 1 : DecommitBatch,
            },
        };
    }

    /// <summary>How much of a memory is reset by copying: what the component asks for that asks for most.</summary>
    internal static long KeepResident(IEnumerable<ModuleDemand> demands) =>
        demands.Select(d => WrittenRange(d) ?? Least).DefaultIfEmpty(Least).Max();

    /// <summary>The part of a memory, from its beginning, that is likely to hold all that an instance writes; null if that cannot be told.</summary>
    private static long? WrittenRange(ModuleDemand demand)
    {
        if (demand.DataBytes > LargeImage)
        {
            return demand.LargestMemoryBytes <= LargestRuntime ? Math.Max(demand.LargestMemoryBytes, Least) : null;
        }

        long range = Math.Min(demand.LargestMemoryBytes, RoundUpToPage(demand.DataOffset + BehindData));
        return range <= LargestSmallRange ? Math.Max(range, Least) : null;
    }

    // As many as the components may have alive at once: the lanes bound that, so the pool is never what runs out.
    private static uint Total(IEnumerable<(ModuleDemand Demand, ComponentLimits Limits)> components, Func<ModuleDemand, int> count) =>
        (uint)Math.Clamp(components.Sum(c => (long)Math.Max(1, count(c.Demand)) * c.Limits.MaxConcurrency), MinSlots, MaxSlots);

    private static long RoundUpToPage(long bytes) => (bytes + 0xffff) & ~0xffffL;
}
