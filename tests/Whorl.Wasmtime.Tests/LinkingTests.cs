namespace Whorl.Wasmtime.Tests;

public sealed class LinkingTests
{
    private const string Importing = """(module (import "host" "call" (func (param i32) (result i32))))""";

    [Fact]
    public void Linker_WithoutAnImport_NamesIt()
    {
        var refusal = Assert.Throws<WasmException>(() => new Guest("""(module (import "wasi:cli/run" "go" (func)))"""));

        Assert.Contains("`wasi:cli/run::go`", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linker_WithAFunctionOfAnotherType_NamesIt()
    {
        var refusal = Assert.Throws<WasmException>(() => new Guest("""(module (import "host" "call" (func (param i64))))""", Host.Define));

        Assert.Contains("`host::call`", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linker_WithANameTwice_RefusesTheSecond()
    {
        using var linker = new Linker(Guest.Engine);
        Host.Define(linker);

        Assert.Contains("host/call could not be defined", Assert.Throws<WasmException>(() => Host.Define(linker)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void Linker_WithAFunctionOfATypeThatCannotBe_RefusesIt()
    {
        using var linker = new Linker(Guest.Engine);

        Assert.Throws<ArgumentException>(() => linker.DefineFunction("a", "b", new FuncType([ValKind.AnyRef], []), null, 0));
    }

    [Fact]
    public void Linker_AskedForAFunction_GivesItForTheStore()
    {
        using var linker = new Linker(Guest.Engine);
        Host.Define(linker);
        using var store = new Store(Guest.Engine, (Host.Body)((_, argument) => argument + 1));
        Span<ValRaw> values = [ValRaw.FromI32(4)];

        linker.Get(store, "host"u8, "call"u8)!.Value.Call(store, values);

        Assert.Equal(5, values[0].I32);
        Assert.Null(linker.Get(store, "host"u8, "none"u8));
        Assert.Null(linker.Get(store, ""u8, ""u8));
    }

    [Fact]
    public void Linker_AskedForAStoreThatIsNotItsOwn_RefusesIt()
    {
        using var other = new Engine(new EngineOptions { Pooling = false });
        using var linker = new Linker(Guest.Engine);
        Host.Define(linker);
        using var foreign = new Store(other);
        var disposed = new Store(Guest.Engine);
        disposed.Dispose();

        Assert.Throws<ArgumentException>(() => linker.Get(foreign, "host"u8, "call"u8));
        Assert.Throws<ObjectDisposedException>(() => linker.Get(disposed, "host"u8, "call"u8));
    }

    [Fact]
    public void InstancePre_AfterItsLinkerAndModule_StaysUsable()
    {
        var module = Module.Compile(Guest.Engine, Wat.ToWasm(Importing));
        var linker = new Linker(Guest.Engine);
        Host.Define(linker);
        using var pre = linker.InstantiatePre(module);
        linker.Dispose();
        module.Dispose();
        using var store = new Store(Guest.Engine);

        pre.Instantiate(store);
    }

    [Fact]
    public void InstancePre_InAStoreOfAnotherEngine_IsRefused()
    {
        using var other = new Engine(new EngineOptions { Pooling = false });
        using var module = Module.Compile(Guest.Engine, Wat.ToWasm("(module)"));
        using var linker = new Linker(Guest.Engine);
        using var pre = linker.InstantiatePre(module);
        using var store = new Store(other);

        Assert.Contains("Engine", Assert.Throws<WasmException>(() => pre.Instantiate(store)).Message, StringComparison.Ordinal);
        Assert.Contains("Engine", Assert.Throws<WasmException>(() => Instance.Create(store, module, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linker_WithAModuleOfAnotherEngine_RefusesIt()
    {
        using var other = new Engine(new EngineOptions { Pooling = false });
        using var module = Module.Compile(other, Wat.ToWasm("(module)"));
        using var linker = new Linker(Guest.Engine);

        Assert.Throws<ArgumentException>(() => linker.InstantiatePre(module));
    }

    [Fact]
    public void InstancePre_Disposed_LeavesTheStoreUsable()
    {
        using var module = Module.Compile(Guest.Engine, Wat.ToWasm("(module)"));
        using var linker = new Linker(Guest.Engine);
        var pre = linker.InstantiatePre(module);
        using var store = new Store(Guest.Engine);
        pre.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pre.Instantiate(store));
        store.Dispose();
    }

    [Fact]
    public void Instance_WithTooFewImports_IsRefused()
    {
        using var module = Module.Compile(Guest.Engine, Wat.ToWasm(Importing));
        using var store = new Store(Guest.Engine);

        Assert.Contains("expected 1 imports, found 0", Assert.Throws<WasmException>(() => Instance.Create(store, module, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Instance_WithAnImportOfAnotherStore_IsRefused()
    {
        using var module = Module.Compile(Guest.Engine, Wat.ToWasm(Importing));
        using var store = new Store(Guest.Engine);
        using var other = new Store(Guest.Engine);

        Assert.Throws<WasmException>(() => Instance.Create(store, module, [Host.Create(other)]));
        Assert.Throws<WasmException>(() => Instance.Create(store, module, [default]));
    }

    [Fact]
    public void Instances_LinkedThroughEveryKind_ShareThem()
    {
        using var one = new Guest("""
            (module (memory (export "memory") 1) (table (export "table") 2 funcref) (global (export "global") (mut i32) (i32.const 3))
              (func (export "func") (result i32) (i32.const 5)))
            """);
        using var module = Module.Compile(Guest.Engine, Wat.ToWasm("""
            (module (import "" "m" (memory 1)) (import "" "t" (table 2 funcref)) (import "" "g" (global (mut i32))) (import "" "f" (func (result i32)))
              (func (export "sum") (result i32) (i32.add (i32.load (i32.const 8)) (i32.add (global.get 0) (call 0)))))
            """));
        one.Export("memory").Memory.Span(one.Store)[8] = 100;
        one.Export("global").Global.Set(one.Store, new Val(ValKind.I32, ValRaw.FromI32(30)));

        var two = Instance.Create(one.Store, module, [one.Export("memory"), one.Export("table"), one.Export("global"), one.Export("func")]);
        Span<ValRaw> values = new ValRaw[1];
        two.Export(one.Store, "sum"u8)!.Value.Func.Call(one.Store, values);

        Assert.Equal(135, values[0].I32);
    }
}
