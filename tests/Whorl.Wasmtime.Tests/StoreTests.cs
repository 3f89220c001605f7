namespace Whorl.Wasmtime.Tests;

public sealed class StoreTests
{
    private const string Everything = """
        (module (memory (export "memory") 1) (table (export "table") 3 funcref) (table (export "externs") 1 externref)
          (global (export "number") (mut i64) (i64.const -7)) (global (export "constant") f32 (f32.const 1.5)) (global (export "reference") (mut funcref) (ref.null func))
          (elem (table 0) (i32.const 1) func $five)
          (func $five (export "five") (result i32) (i32.const 5))
          (func (export "through") (param i32) (result i32) (call_indirect (result i32) (local.get 0))))
        """;

    [Fact]
    public void Memory_WrittenByTheHost_IsSeenByTheGuest()
    {
        using var guest = new Guest("""(module (memory (export "memory") 1) (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0))))""");
        var memory = guest.Export("memory").Memory;

        memory.Span(guest.Store)[65535] = 200;

        Assert.Equal(65536u, memory.Size(guest.Store));
        Assert.Equal(200, guest.Call("load", 65535));
    }

    [Fact]
    public void Table_Elements_CanBeReadSetAndCleared()
    {
        using var guest = new Guest(Everything);
        var table = guest.Export("table").Table;

        Assert.Equal(3u, table.Size(guest.Store));
        Assert.Null(table.Get(guest.Store, 0));
        table.Set(guest.Store, 0, table.Get(guest.Store, 1));
        Assert.Equal(5, guest.Call("through", 0));
        table.Set(guest.Store, 0, null);
        Assert.Equal(TrapCode.IndirectCallToNull, Assert.Throws<TrapException>(() => guest.Call("through", 0)).Code);
    }

    [Fact]
    public void Table_OutsideItsBounds_IsRefused()
    {
        using var guest = new Guest(Everything);
        var table = guest.Export("table").Table;

        Assert.Throws<ArgumentOutOfRangeException>(() => table.Get(guest.Store, 3));
        Assert.Contains("Element 3", Assert.Throws<WasmException>(() => table.Set(guest.Store, 3, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfOtherThings_IsRefused()
    {
        using var guest = new Guest(Everything);
        var table = guest.Export("externs").Table;

        Assert.Throws<NotSupportedException>(() => table.Get(guest.Store, 0));
        Assert.Throws<WasmException>(() => table.Set(guest.Store, 0, guest.Export("five").Func));
    }

    [Fact]
    public void Global_SetByTheHost_KeepsTheValue()
    {
        using var guest = new Guest(Everything);
        var global = guest.Export("number").Global;

        Assert.Equal((ValKind.I64, -7L), (global.Get(guest.Store).Kind, global.Get(guest.Store).Raw.I64));
        global.Set(guest.Store, new Val(ValKind.I64, ValRaw.FromI64(long.MinValue)));
        Assert.Equal(long.MinValue, global.Get(guest.Store).Raw.I64);
    }

    [Fact]
    public void Global_ThatCannotBeSetSo_IsRefused()
    {
        using var guest = new Guest(Everything);

        Assert.Throws<WasmException>(() => guest.Export("constant").Global.Set(guest.Store, new Val(ValKind.F32, ValRaw.FromF32(1))));
        Assert.Throws<WasmException>(() => guest.Export("number").Global.Set(guest.Store, new Val(ValKind.I32, ValRaw.FromI32(1))));
        Assert.Throws<NotSupportedException>(() => guest.Export("number").Global.Set(guest.Store, new Val(ValKind.FuncRef, default)));
        Assert.Throws<NotSupportedException>(() => guest.Export("reference").Global.Get(guest.Store));
    }

    // The engine ends the process over each of these.
    [Fact]
    public void Thing_UsedWithAnotherStore_IsRefused()
    {
        using var one = new Guest(Everything);
        using var two = new Guest(Everything);

        Assert.Throws<ArgumentException>(() => one.Export("five").Func.Call(two.Store, []));
        Assert.Throws<ArgumentException>(() => one.Export("five").Func.Type(two.Store));
        Assert.Throws<ArgumentException>(() => one.Export("memory").Memory.Size(two.Store));
        Assert.Throws<ArgumentException>(() => one.Export("memory").Memory.Grow(two.Store, 1));
        Assert.Throws<ArgumentException>(() => one.Export("memory").Memory.Span(two.Store).Length);
        Assert.Throws<ArgumentException>(() => one.Export("table").Table.Get(two.Store, 0));
        Assert.Throws<ArgumentException>(() => one.Export("table").Table.Size(two.Store));
        Assert.Throws<ArgumentException>(() => one.Export("table").Table.Set(one.Store, 0, two.Export("five").Func));
        Assert.Throws<ArgumentException>(() => one.Export("number").Global.Get(two.Store));
        Assert.Throws<ArgumentException>(() => one.Export("number").Global.Set(two.Store, new Val(ValKind.I64, default)));
        Assert.Throws<ArgumentException>(() => one.Instance.Export(two.Store, "five"u8));
        Assert.Throws<ArgumentException>(() => default(Func).Call(two.Store, []));
    }

    [Fact]
    public void Store_Disposed_RefusesEverything()
    {
        var guest = new Guest(Everything);
        var func = guest.Export("five").Func;
        guest.Dispose();
        var store = guest.Store;

        Assert.Equal(0, store.Context);
        Assert.Throws<ObjectDisposedException>(() => func.Call(store, []));
        Assert.Throws<ObjectDisposedException>(() => guest.Instance.Export(store, "five"u8));
        Assert.Throws<ObjectDisposedException>(() => Host.Create(store));
        Assert.Throws<ObjectDisposedException>(() => store.SetEpochDeadline(1));
        Assert.Throws<ObjectDisposedException>(() => store.SetEpochCallback(() => default));
        Assert.Throws<ObjectDisposedException>(() => store.SetLimits(1, 1, 1, 1, 1));
        Assert.Throws<ObjectDisposedException>(() => store.Fuel = 1);
        store.Dispose();
    }

    [Fact]
    public void Stores_MadeAndDisposedOften_GiveBackWhatTheyTake()
    {
        var pool = new PoolingOptions { TotalMemories = 2, TotalCoreInstances = 2, TotalTables = 4, MaxMemoriesPerModule = 1, MaxTablesPerModule = 2 };
        using var engine = new Engine(new EngineOptions { Pool = pool });
        for (var i = 0; i < 200; i++)
        {
            using var guest = new Guest(Everything, engine: engine);
            Assert.Equal(0, guest.Export("memory").Memory.Span(guest.Store)[100]);
            guest.Export("memory").Memory.Span(guest.Store).Fill(0xff);
        }
    }
}
