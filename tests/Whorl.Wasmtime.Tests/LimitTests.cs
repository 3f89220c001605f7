namespace Whorl.Wasmtime.Tests;

public sealed class LimitTests
{
    private const string Grower = """
        (module
          (memory (export "memory") 1)
          (table $table 1 funcref)
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "growTable") (param i32) (result i32) (table.grow $table (ref.null func) (local.get 0))))
        """;

    // Every turn of the loop is one tick of the epoch, so that nothing depends on time.
    private const string Ticking = """
        (module (import "host" "call" (func $tick (param i32) (result i32)))
          (func (export "forever") (loop (drop (call $tick (i32.const 0))) br 0)))
        """;

    [Fact]
    public void Memory_WithinItsLimit_GrowsAndThenNoMore()
    {
        using var guest = new Guest(Grower, limit: store => store.SetLimits(3 * 65536, 10, 10, 10, 10));

        Assert.Equal(1, guest.Call("grow", 2));
        Assert.Equal(-1, guest.Call("grow", 1));
        Assert.Equal(3u * 65536, guest.Export("memory").Memory.Size(guest.Store));
        Assert.False(guest.Export("memory").Memory.Grow(guest.Store, 1));
    }

    [Fact]
    public void Memory_LargerThanItsLimitFromTheStart_IsNotInstantiated()
    {
        var refusal = Assert.Throws<WasmException>(() => new Guest("(module (memory 2))", limit: store => store.SetLimits(65536, 10, 10, 10, 10)));

        Assert.Contains("could not be instantiated: memory minimum size of 2 pages exceeds memory limits", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_WithinItsLimit_GrowsAndThenNoMore()
    {
        using var guest = new Guest(Grower, limit: store => store.SetLimits(-1, 5, -1, -1, -1));

        Assert.Equal(1, guest.Call("growTable", 4));
        Assert.Equal(-1, guest.Call("growTable", 1));
    }

    [Theory]
    [InlineData(0, 1, 1, "instance")]
    [InlineData(1, 0, 1, "table")]
    [InlineData(1, 1, 0, "memory")]
    public void Store_WithoutRoomForIt_RefusesTheInstance(int instances, int tables, int memories, string named)
    {
        var refusal = Assert.Throws<WasmException>(() => new Guest(Grower, limit: store => store.SetLimits(-1, -1, instances, tables, memories)));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Epoch_PastTheDeadline_InterruptsTheGuest()
    {
        var ticks = 0;
        using var guest = new Guest(Ticking, Host.Define, Tick(() => ticks++), limit: store => store.SetEpochDeadline(5));

        var trap = Assert.Throws<TrapException>(() => guest.Call("forever"));

        Assert.Equal(TrapCode.Interrupt, trap.Code);
        Assert.Equal(5, ticks);
    }

    [Fact]
    public void Epoch_WithoutADeadline_InterruptsTheGuestAtOnce()
    {
        using var guest = new Guest(Ticking, Host.Define, Tick(() => { }), limit: store => store.SetEpochDeadline(0));

        Assert.Equal(TrapCode.Interrupt, Assert.Throws<TrapException>(() => guest.Call("forever")).Code);
    }

    [Fact]
    public void EpochCallback_ThatContinues_IsAskedAgainAndCanTrap()
    {
        var (ticks, asked) = (0, 0);
        using var guest = new Guest(Ticking, Host.Define, Tick(() => ticks++), limit: store =>
        {
            store.SetEpochDeadline(2);
            store.SetEpochCallback(() => ++asked < 4 ? EpochDecision.Continue(10) : EpochDecision.Trap);
        });

        var trap = Assert.Throws<TrapException>(() => guest.Call("forever"));

        Assert.Equal(TrapCode.Interrupt, trap.Code);
        Assert.Equal("interrupt", trap.Message);
        Assert.NotEmpty(trap.Frames);
        Assert.Equal((32, 4), (ticks, asked));
    }

    [Fact]
    public void EpochCallback_ThatThrows_ReachesTheCaller()
    {
        using var guest = new Guest(Ticking, Host.Define, Tick(() => { }), limit: store =>
        {
            store.SetEpochDeadline(1);
            store.SetEpochCallback(() => throw new TimeoutException("late"));
        });

        Assert.Equal("late", Assert.Throws<TimeoutException>(() => guest.Call("forever")).Message);
    }

    [Fact]
    public void EpochCallback_SetAgain_ReplacesTheFirst()
    {
        using var guest = new Guest(Ticking, Host.Define, Tick(() => { }), limit: store =>
        {
            store.SetEpochDeadline(1);
            store.SetEpochCallback(() => throw new TimeoutException("first"));
            store.SetEpochCallback(() => throw new TimeoutException("second"));
        });

        Assert.Equal("second", Assert.Throws<TimeoutException>(() => guest.Call("forever")).Message);
    }

    [Fact]
    public void EpochDeadline_FarBeyondAnyEpoch_DoesNotWrapAround()
    {
        var ticks = 0;
        using var guest = new Guest(Ticking, Host.Define, (Host.Body)((_, _) => ++ticks < 50 ? 0 : throw new InvalidDataException("end")), limit: store =>
        {
            store.SetEpochDeadline(0);
            store.SetEpochCallback(() => EpochDecision.Continue(ulong.MaxValue));
        });

        Assert.Throws<InvalidDataException>(() => guest.Call("forever"));
    }

    [Fact]
    public void EpochTicker_WhileAGuestRunsForever_InterruptsIt()
    {
        using var engine = new Engine(new EngineOptions { Pooling = false });
        using var ticker = new EpochTicker(engine, TimeSpan.FromMilliseconds(1));
        using var guest = new Guest("""(module (func (export "forever") (loop br 0)))""", engine: engine, limit: store => store.SetEpochDeadline(3));

        Assert.Equal(TrapCode.Interrupt, Assert.Throws<TrapException>(() => guest.Call("forever")).Code);
    }

    [Fact]
    public void Fuel_UsedUp_TrapsAndIsCounted()
    {
        using var engine = new Engine(new EngineOptions { Pooling = false, ConsumeFuel = true, EpochInterruption = false });
        using var guest = new Guest(
            """(module (func (export "forever") (loop br 0)) (func (export "nop") nop nop nop))""", engine: engine, limit: store => store.Fuel = 1_000);

        guest.Call("nop");
        var left = guest.Store.Fuel;
        var trap = Assert.Throws<TrapException>(() => guest.Call("forever"));

        Assert.InRange(left, 990u, 999u);
        Assert.Equal(TrapCode.OutOfFuel, trap.Code);
        Assert.Equal(0u, guest.Store.Fuel);
    }

    [Fact]
    public void Fuel_OnAnEngineThatDoesNotCountIt_IsRefused()
    {
        using var store = new Store(Guest.Engine);

        Assert.Contains("fuel is not configured", Assert.Throws<WasmException>(() => store.Fuel = 1).Message, StringComparison.Ordinal);
        Assert.Throws<WasmException>(() => store.Fuel);
    }

    [Fact]
    public void Pool_WithNothingLeft_SaysSoAndRecovers()
    {
        var pool = new PoolingOptions { TotalMemories = 1, TotalCoreInstances = 3, TotalTables = 3, MaxMemoriesPerModule = 1, MaxTablesPerModule = 1 };
        using var engine = new Engine(new EngineOptions { Pool = pool });
        Assert.True(engine.IsPooling);
        using (new Guest("(module (memory 1))", engine: engine))
        {
            var refusal = Assert.Throws<PoolExhaustedException>(() => new Guest("(module (memory 1))", engine: engine));
            Assert.Contains("limit of 1 for memory", refusal.Message, StringComparison.Ordinal);
        }

        using var next = new Guest("(module (memory 1))", engine: engine);
    }

    [Fact]
    public void GarbageCollectedHeap_BeyondTheLimit_TrapsTheGuest()
    {
        using var guest = new Guest(
            """
            (module (type $node (struct (field (ref null $node))))
              (func (export "list") (local $list (ref null $node)) (loop (local.set $list (struct.new $node (local.get $list))) br 0)))
            """,
            limit: store => store.SetLimits(1 << 20, 10, 10, 10, 10));

        var trap = Assert.Throws<TrapException>(() => guest.Call("list"));

        Assert.Contains("GC heap out of memory", trap.Message, StringComparison.Ordinal);
    }

    private static Host.Body Tick(Action seen) => (_, _) =>
    {
        seen();
        Guest.Engine.IncrementEpoch();
        return 0;
    };
}
