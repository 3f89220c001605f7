using Whorl.Runtime.Engines;
using Whorl.Runtime.Instances;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Tests.Instances;

public sealed class MemoryShareTests
{
    private const long Page = 65_536;

    [Fact]
    public void Share_OfTheOnlyMemory_IsTheLimit() =>
        Assert.Equal(100 * Page, Divide(100 * Page, new MemoryRange(3 * Page, null)));

    [Fact]
    public void Share_OfSeveralMemories_KeepsTheirSumWithinTheLimit() =>
        Assert.Equal(50 * Page, Divide(100 * Page, new MemoryRange(Page, null), new MemoryRange(2 * Page, 1000 * Page)));

    [Fact]
    public void Share_BesideAMemoryThatCannotGrow_IsWhatIsLeft() =>
        Assert.Equal(90 * Page, Divide(100 * Page, new MemoryRange(Page, null), new MemoryRange(10 * Page, 10 * Page)));

    [Fact]
    public void Share_OfNoMemory_IsHarmless() => Assert.InRange(Divide(100 * Page), 1, 100 * Page);

    [Theory]
    [InlineData(101, 1)]
    [InlineData(60, 60)]
    [InlineData(60, 1)]
    public void Memories_ThatDoNotFit_AreRefused(int first, int second)
    {
        MemoryRange[] memories = [new(first * Page, null), new(second * Page, null)];

        Assert.False(MemoryShare.TryDivide(memories, 100 * Page, out _, out string? error));
        Assert.Contains("begin", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_OfAModulesMemory_IsReadFromItsBinary()
    {
        List<MemoryRange> memories = MemoryRange.OfModule(Wat.ToWasm("(module (memory 2) (memory 3 3) (memory 1 300))"));

        Assert.Equal([new(2 * Page, null), new(3 * Page, 3 * Page), new(Page, 300 * Page)], memories);
        Assert.Equal([true, false, true], memories.Select(m => m.CanGrow));
    }

    private static long Divide(long limit, params MemoryRange[] memories)
    {
        Assert.True(MemoryShare.TryDivide(memories, limit, out long share, out string? error), error);
        return share;
    }
}
