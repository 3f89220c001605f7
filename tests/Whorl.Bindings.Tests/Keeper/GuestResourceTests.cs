using Whorl.Bindings.Tests.Trip.Vault;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Bindings.Tests.Keeper;

public sealed class GuestResourceTests : IDisposable
{
    private static readonly Engine s_engine = new(new EngineOptions { Pooling = false, EpochInterruption = false });

    private readonly CompiledComponent _compiled;
    private readonly ComponentPre _component;
    private readonly Store _store;
    private readonly ComponentInstance _instance;
    private readonly VaultExport _export;

    public GuestResourceTests()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Keeper", "keeper.wat"));
        _compiled = CompiledComponent.Compile(s_engine, Wat.ToWasm(text));
        _component = new ComponentLinker().Link(_compiled);
        _store = new Store(s_engine, null);
        _instance = _component.Instantiate(_store);
        Assert.True(VaultExport.TryBind(_component, out var export));
        _export = export;
    }

    public void Dispose()
    {
        _instance.Dispose();
        _store.Dispose();
        _component.Dispose();
        _compiled.Dispose();
    }

    [Fact]
    public void Method_OfResourceThatTheHostHolds_WorksOnIt()
    {
        var counter = _export.NewCounter(_instance, 5);

        Assert.Equal(7u, _export.CounterAdd(_instance, counter, 2));
        Assert.Equal(10u, _export.CounterAdd(_instance, counter, 3));
    }

    [Fact]
    public void Borrows_InList_AreAllSeen()
    {
        var counters = Enumerable.Range(1, 4).Select(i => _export.NewCounter(_instance, (uint)i)).ToArray();

        Assert.Equal(10u, _export.CounterSum(_instance, counters));
        Assert.Equal(1u, _export.CounterAdd(_instance, counters[0], 0));
    }

    [Fact]
    public void Own_GivenToTheGuest_IsGone()
    {
        var counter = _export.NewCounter(_instance, 9);

        Assert.Equal(9u, _export.CounterTake(_instance, counter));

        Assert.Equal(1u, _export.Dropped(_instance));
        Assert.Throws<InvalidOperationException>(() => _export.CounterTake(_instance, counter));
    }

    [Fact]
    public void Own_InOptionAndTuple_IsTheSameResource()
    {
        var (opened, start) = _export.Open(_instance, Option<Counter>.None);
        var (same, value) = _export.Open(_instance, Option<Counter>.Some(opened));

        Assert.Equal((100u, 100u), (start, value));
        Assert.Equal(101u, _export.CounterAdd(_instance, same, 1));
    }

    [Fact]
    public void Drop_OfResourceThatTheHostHolds_RunsTheDestructor()
    {
        var counter = _export.NewCounter(_instance, 1);

        _instance.Drop(counter.Handle);

        Assert.Equal(1u, _export.Dropped(_instance));
        Assert.Throws<InvalidOperationException>(() => _export.CounterAdd(_instance, counter, 1));
    }

    [Fact]
    public void Resource_OfAnotherInstance_IsRefused()
    {
        using var store = new Store(s_engine, null);
        using var other = _component.Instantiate(store);
        var counter = _export.NewCounter(other, 1);

        Assert.Throws<ArgumentException>(() => _export.CounterAdd(_instance, counter, 1));
    }

    [Fact]
    public void TryBind_ComponentWithoutTheInterface_GivesFalse()
    {
        using var compiled = CompiledComponent.Compile(s_engine, Wat.ToWasm("(component)"));
        using var component = new ComponentLinker().Link(compiled);

        Assert.False(VaultExport.TryBind(component, out var export));
        Assert.Null(export);
    }
}
