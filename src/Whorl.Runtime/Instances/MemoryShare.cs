using System.Diagnostics.CodeAnalysis;
using Whorl.Runtime.Engines;

namespace Whorl.Runtime.Instances;

/// <summary>
/// Divides the memory that a component may have among its linear memories. The engine bounds each memory by itself, with one bound for
/// all; this finds the bound that keeps their sum within the component's limit.
/// </summary>
internal static class MemoryShare
{
    /// <summary>Finds the bound of each memory.</summary>
    /// <param name="memories">The memories of all modules that an instance is made of.</param>
    /// <param name="limitBytes">What they may come to together.</param>
    /// <param name="shareBytes">What each may grow to.</param>
    /// <param name="error">Why the component does not fit its limit.</param>
    public static bool TryDivide(
        IReadOnlyCollection<MemoryRange> memories, long limitBytes, out long shareBytes, [NotNullWhen(false)] out string? error)
    {
        long initial = memories.Sum(m => m.InitialBytes);
        long largest = memories.Select(m => m.InitialBytes).DefaultIfEmpty().Max();
        int growing = memories.Count(m => m.CanGrow);
        long fixedBytes = memories.Where(m => !m.CanGrow).Sum(m => m.InitialBytes);
        shareBytes = growing == 0 ? Math.Max(largest, 1) : (limitBytes - fixedBytes) / growing;
        error = initial > limitBytes ? $"its memories begin with {initial} bytes"
            : largest > shareBytes ? $"one of its {memories.Count} memories begins with {largest} bytes, and its share of the limit is {shareBytes}"
            : null;
        return error is null;
    }
}
