using System.Runtime.CompilerServices;

namespace Whorl.Wasmtime.Tests;

public sealed class EngineTests
{
    private const string Reaching = """
        (module (memory (export "memory") 1)
          (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
        """;

    public static TheoryData<string, EngineOptions> BadOptions => new()
    {
        { "MaxStackBytes", new EngineOptions { MaxStackBytes = 0 } },
        { "MaxStackBytes", new EngineOptions { MaxStackBytes = 64 << 20 } },
        { "MemoryReservationBytes", new EngineOptions { MemoryReservationBytes = ulong.MaxValue } },
        { "MemoryGuardBytes", new EngineOptions { MemoryGuardBytes = ulong.MaxValue } },
        { "Optimization", new EngineOptions { Optimization = (OptimizationLevel)9 } },
        { "MaxMemoryBytes", new EngineOptions { Pool = new() { MaxMemoryBytes = 5UL << 30 } } },
        { "MaxMemoryBytes", new EngineOptions { MemoryReservationBytes = 1 << 20 } },
        { "TotalMemories", new EngineOptions { Pool = new() { TotalMemories = 0 } } },
        { "TotalTables", new EngineOptions { Pool = new() { TotalTables = uint.MaxValue } } },
        { "TotalCoreInstances", new EngineOptions { Pool = new() { TotalCoreInstances = 0 } } },
        { "TotalGcHeaps", new EngineOptions { Pool = new() { TotalGcHeaps = uint.MaxValue } } },
        { "TableElements", new EngineOptions { Pool = new() { TableElements = uint.MaxValue } } },
        { "MaxCoreInstanceBytes", new EngineOptions { Pool = new() { MaxCoreInstanceBytes = 0 } } },
        { "MaxMemoriesPerModule", new EngineOptions { Pool = new() { MaxMemoriesPerModule = 0 } } },
        { "MaxTablesPerModule", new EngineOptions { Pool = new() { MaxTablesPerModule = 0 } } },
        { "MemoryKeepResidentBytes", new EngineOptions { Pool = new() { MemoryKeepResidentBytes = ulong.MaxValue } } },
        { "TableKeepResidentBytes", new EngineOptions { Pool = new() { TableKeepResidentBytes = ulong.MaxValue } } },
        { "DecommitBatch", new EngineOptions { Pool = new() { DecommitBatch = 0 } } },
    };

    public static TheoryData<EngineOptions> ExtremeOptions =>
    [
        new EngineOptions { MaxStackBytes = 2 << 20, Optimization = OptimizationLevel.None, ParallelCompilation = false, CanonicalNaNs = true },
        new EngineOptions { MaxStackBytes = 64 << 10, MemoryReservationBytes = 8UL << 30, MemoryGuardBytes = 0, Pool = new() { TotalMemories = 10 } },
        new EngineOptions { MemoryReservationBytes = 64 << 10, Pool = new() { MaxMemoryBytes = 64 << 10 } },
        new EngineOptions { Pooling = false, MemoryReservationBytes = 0, MemoryGuardBytes = 0, EpochInterruption = false },
        new EngineOptions
        {
            Pool = new()
            {
                TotalMemories = 1, TotalTables = 1, TotalCoreInstances = 1, TotalGcHeaps = 0, TableElements = 1, MaxCoreInstanceBytes = 1 << 12,
                MaxMemoriesPerModule = 1, MaxTablesPerModule = 1, MemoryKeepResidentBytes = 0, TableKeepResidentBytes = 0, DecommitBatch = 1,
                MaxUnusedWarmSlots = 0, MaxMemoryBytes = 64 << 10,
            },
        },
        new EngineOptions { Pool = new() { MemoryKeepResidentBytes = 1 << 30, TableKeepResidentBytes = 16, DecommitBatch = 1 << 16, MaxUnusedWarmSlots = uint.MaxValue } },
    ];

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_OutsideTheirRange_AreRefusedByName(string name, EngineOptions options)
    {
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new Engine(options)).ParamName);
    }

    [Theory]
    [MemberData(nameof(ExtremeOptions))]
    public void Options_AtTheEndsOfTheirRanges_GiveAnEngineThatWorks(EngineOptions options)
    {
        using var engine = new Engine(options);
        using var guest = new Guest(Reaching, engine: engine);

        Assert.Equal(0, guest.Call("load", 65532));
        Assert.Equal(TrapCode.MemoryOutOfBounds, Assert.Throws<TrapException>(() => guest.Call("load", 65533)).Code);
    }

    [Fact]
    public void Pool_WhoseAddressSpaceIsNotToBeHad_IsReplacedAndSaysWhy()
    {
        using var engine = new Engine(new EngineOptions { Pool = new() { TotalMemories = 1 << 20 } });
        using var guest = new Guest(Reaching, engine: engine);

        Assert.False(engine.IsPooling);
        Assert.False(engine.MemoriesStayInPlace);
        Assert.Contains("address space for a pool of 1048576 memories", engine.PoolingFallbackReason, StringComparison.Ordinal);
        Assert.Equal(TrapCode.MemoryOutOfBounds, Assert.Throws<TrapException>(() => guest.Call("load", 65536)).Code);
        Assert.Equal(1, guest.Call("grow", 1_000));
        Assert.Equal(0, guest.Call("load", 65536));
        Assert.Equal(1_001 * 65536, guest.Export("memory").Memory.Span(guest.Store).Length);
        Assert.Equal(TrapCode.MemoryOutOfBounds, Assert.Throws<TrapException>(() => guest.Call("load", -1)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Engine_AsAsked_PoolsOrNot(bool pooling)
    {
        using var engine = new Engine(new EngineOptions { Pooling = pooling });

        Assert.Equal(pooling, engine.IsPooling);
        Assert.True(engine.MemoriesStayInPlace);
        Assert.Null(engine.PoolingFallbackReason);
    }

    [Fact]
    public void Memory_OfAnEngineWhereMemoriesStay_KeepsItsAddressWhenItGrows()
    {
        using var guest = new Guest(Reaching);
        var before = guest.Export("memory").Memory.Span(guest.Store);

        guest.Call("grow", 10_000);

        Assert.True(before.Overlaps(guest.Export("memory").Memory.Span(guest.Store), out var offset) && offset == 0);
    }

    [Fact]
    public void Window_OfAMemoryThatGrows_KnowsTheNewSizeOnceAsked()
    {
        using var guest = new Guest(Reaching);
        var window = new MemoryWindow(guest.Store, guest.Export("memory").Memory);
        ref var start = ref window.Start;

        guest.Call("grow", 3);

        Assert.True(window.StaysInPlace);
        Assert.Equal(65536u, window.KnownSize);
        Assert.Equal(4u * 65536, window.Refresh());
        Assert.Equal(4u * 65536, window.KnownSize);
        Assert.True(Unsafe.AreSame(ref start, ref window.Start));
    }

    [Fact]
    public void Window_OfADisposedStore_IsRefused()
    {
        var guest = new Guest(Reaching);
        var window = new MemoryWindow(guest.Store, guest.Export("memory").Memory);

        guest.Dispose();

        Assert.Throws<ObjectDisposedException>(() => window.Start);
        Assert.Throws<ObjectDisposedException>(() => window.Refresh());
    }

    [Fact]
    public void CompatibilityKey_OfTheSameSettings_IsTheSame()
    {
        using var engine = new Engine(new EngineOptions());

        Assert.Equal(Guest.Engine.CompatibilityKey, engine.CompatibilityKey);
        Assert.StartsWith($"wasmtime-{Engine.NativeVersion}-", engine.CompatibilityKey, StringComparison.Ordinal);
    }

    [Fact]
    public void CompatibilityKey_OfOtherCompilerSettings_Differs()
    {
        EngineOptions[] others =
        [
            new() { ConsumeFuel = true }, new() { EpochInterruption = false }, new() { Optimization = OptimizationLevel.SpeedAndSize },
            new() { CanonicalNaNs = true }, new() { MemoryGuardBytes = 0 }, new() { MemoryReservationBytes = 2UL << 30 },
        ];

        var keys = others.Select(options =>
        {
            using var engine = new Engine(options with { Pooling = false });
            return engine.CompatibilityKey;
        });

        Assert.Equal(others.Length + 1, keys.Append(Guest.Engine.CompatibilityKey).Distinct().Count());
    }

    [Fact]
    public void Engine_Disposed_LeavesItsGuestsUsable()
    {
        var engine = new Engine(new EngineOptions { Pooling = false });
        using var guest = new Guest(Reaching, engine: engine);

        engine.Dispose();

        Assert.Equal(0, guest.Call("load", 0));
        Assert.Throws<ObjectDisposedException>(() => new Store(engine));
        Assert.Throws<ObjectDisposedException>(engine.IncrementEpoch);
    }

    [Fact]
    public void EpochTicker_WithATooShortPeriod_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EpochTicker(Guest.Engine, TimeSpan.FromMicroseconds(10)));
    }
}
