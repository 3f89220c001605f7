namespace Whorl.Wasmtime.Tests;

public sealed class CallTests
{
    [Fact]
    public void Func_Called_ReturnsItsResult()
    {
        using var engine = new Engine(new EngineOptions());
        using var module = Module.Compile(engine, Wat.ToWasm("""(module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))"""));
        using var linker = new Linker(engine);
        using var pre = linker.InstantiatePre(module);
        using var store = new Store(engine);
        store.SetEpochDeadline(1);
        var add = pre.Instantiate(store).Export(store, "add"u8)!.Value.Func;
        Span<ValRaw> values = [ValRaw.FromI32(40), ValRaw.FromI32(2)];

        add.Call(store, values);

        Assert.Equal(42, values[0].I32);
        Assert.NotEmpty(engine.CompatibilityKey);
    }
}
