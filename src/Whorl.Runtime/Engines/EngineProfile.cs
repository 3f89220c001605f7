using Whorl.Apps.Limits;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Engines;

/// <summary>
/// Chooses the engine's settings by what the components of an app are like. The engine has one pool with one set of sizes; they must
/// hold the largest component, and suit what the components really write to.
/// </summary>
internal static class EngineProfile
{
    /// <summary>
    /// What an instance of a small guest writes to: a stack and a little data. Resetting it by copying costs about a microsecond;
    /// giving its pages back would cost two microseconds of page fault for each page that the next instance touches.
    /// </summary>
    private const long SmallDirtyBytes = 64 << 10;

    /// <summary>
    /// Above this the copy of the whole range costs more than the faults on those of its pages that are touched. Language runtimes
    /// (QuickJS, StarlingMonkey) touch scattered pages all over their first megabyte.
    /// </summary>
    private const long LargeDirtyBytes = 1 << 20;

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
        long memoryBytes = RoundUpToPage(Math.Max(components.Select(c => c.Limits.MemoryBytes).DefaultIfEmpty().Max(), SmallDirtyBytes));
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
                DecommitBatch = 64,
            },
        };
    }

    /// <summary>How much of a memory is reset by copying.</summary>
    internal static long KeepResident(IEnumerable<ModuleDemand> demands)
    {
        long largestImage = demands.Select(d => d.DataBytes).DefaultIfEmpty(0).Max();
        return largestImage > SmallDirtyBytes ? LargeDirtyBytes : SmallDirtyBytes;
    }

    // As many as the components may have alive at once: the lanes bound that, so the pool is never what runs out.
    private static uint Total(IEnumerable<(ModuleDemand Demand, ComponentLimits Limits)> components, Func<ModuleDemand, int> count) =>
        (uint)Math.Clamp(components.Sum(c => (long)Math.Max(1, count(c.Demand)) * c.Limits.MaxConcurrency), MinSlots, MaxSlots);

    private static long RoundUpToPage(long bytes) => (bytes + 0xffff) & ~0xffffL;
}
