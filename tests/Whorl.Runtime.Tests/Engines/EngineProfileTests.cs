using System.Text;
using Whorl.Apps.Limits;
using Whorl.Runtime.Engines;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Tests.Engines;

public sealed class EngineProfileTests
{
    [Fact]
    public void Demand_OfAModule_IsWhatItsSectionsSay()
    {
        ModuleDemand demand = Demand("""(module (memory 3 9) (memory 2) (table 1 funcref) (data (i32.const 66000) "data"))""");

        Assert.Equal((1, 2, 1, 3 * 65536, 66000), (demand.Modules, demand.Memories, demand.Tables, demand.LargestMemoryBytes, demand.DataOffset));
        Assert.InRange(demand.DataBytes, 4, 20);
    }

    [Fact]
    public void Demand_OfAComponent_IsThatOfAllItsModules()
    {
        ModuleDemand demand = Demand(
            """
            (component
              (core module (memory 1) (table 1 funcref))
              (component (core module (memory 4)) (component (core module (table 2 funcref))))
            )
            """);

        Assert.Equal((3, 2, 2, 4 * 65536), (demand.Modules, demand.Memories, demand.Tables, demand.LargestMemoryBytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0asm\u0001\0\0\0\u0005\u00ff")]
    [InlineData("\0asm\u0001\0\0\0\u0005\u0003\u00ff\u00ff\u00ff")]
    [InlineData("\0asm\u000d\0\u0001\0\u0001\u0008\0asm\u0001\0\0\0\u0004\u007f")]
    public void Demand_OfWhatIsNotWasm_IsHarmless(string bytes)
    {
        ModuleDemand demand = ModuleDemand.Of(Encoding.Latin1.GetBytes(bytes));

        Assert.Equal(0, demand.LargestMemoryBytes);
    }

    [Theory]
    [InlineData(1, 1024, 0, 64 << 10)]
    [InlineData(4, 65536, 100, 192 << 10)]
    [InlineData(4, 70_000, 100, 256 << 10)]
    [InlineData(17, 1 << 20, 100, 64 << 10)]
    [InlineData(23, 65536, 200_000, 23 << 16)]
    [InlineData(161, 65536, 200_000, 64 << 10)]
    public void KeepResident_FollowsFromTheLayout(int pages, int dataOffset, int dataBytes, long expected)
    {
        var demand = new ModuleDemand(1, 1, 0, pages * 65536L, dataBytes, dataOffset);

        Assert.Equal(expected, EngineProfile.KeepResident([demand]));
    }

    [Fact]
    public void Settings_ForSeveralComponents_HoldTheLargest()
    {
        var small = new ModuleDemand(1, 1, 0, 65536, 0, 0);
        var large = new ModuleDemand(4, 1, 2, 1 << 20, 200_000, 0);
        var huge = new ModuleDemand(1, 1, 0, 16 << 20, 8 << 20, 0);

        EngineOptions options = EngineProfile.Choose(
            [(small, new ComponentLimits { MaxConcurrency = 100, MemoryBytes = 1 << 20 }), (large, new ComponentLimits { MaxConcurrency = 200, MemoryBytes = 64 << 20 })],
            pooling: true);

        Assert.Equal((900u, 300u, 500u), (options.Pool.TotalCoreInstances, options.Pool.TotalMemories, options.Pool.TotalTables));
        Assert.Equal(64UL << 20, options.Pool.MaxMemoryBytes);
        Assert.Equal(1UL << 20, options.Pool.MemoryKeepResidentBytes);
        Assert.Equal(1u, options.Pool.DecommitBatch);
        Assert.Equal(64u, EngineProfile.Choose([(small, new ComponentLimits()), (huge, new ComponentLimits())], pooling: true).Pool.DecommitBatch);
    }

    [Fact]
    public void Settings_ForNoComponentOrTinyLimits_AreAccepted()
    {
        using var none = new Engine(EngineProfile.Choose([], pooling: true));
        using var tiny = new Engine(EngineProfile.Choose(
            [(new ModuleDemand(1, 1, 1, 65536, 1 << 20, 0), new ComponentLimits { MaxConcurrency = 1, MemoryBytes = 1, TableElements = 1 })], pooling: true));

        Assert.True(none.IsPooling && tiny.IsPooling);
    }

    private static ModuleDemand Demand(string wat) => ModuleDemand.Of(Wat.ToWasm(wat));
}
