using BenchmarkDotNet.Attributes;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Benchmarks;

/// <summary>What a fresh instance costs: store, limits, deadline, instance, twenty host calls, and all of it thrown away.</summary>
public class InstanceBenchmarks : IDisposable
{
    private readonly Engine _engine = new(new EngineOptions());
    private readonly CompiledComponent _component;
    private readonly ComponentPre _linked;
    private readonly ExportedFunction _adds;

    public InstanceBenchmarks()
    {
        _component = CallerComponent.Compile(_engine);
        _linked = CallerComponent.Link(_component);
        _linked.TryGetExport("", "adds", out _adds!);
    }

    [Benchmark(Baseline = true, Description = "store alone")]
    public void StoreAlone()
    {
        using var store = new Store(_engine);
        store.SetLimits(64 << 20, 10_000, 10, 10, 10);
        store.SetEpochDeadline(1000);
    }

    [Benchmark(Description = "store, fresh component instance, 20 host calls")]
    public uint FreshInstance()
    {
        using var store = new Store(_engine);
        store.SetLimits(64 << 20, 10_000, 10, 10, 10);
        store.SetEpochDeadline(1000);
        using var instance = _linked.Instantiate(store);
        using var call = new GuestCall(instance, _adds);
        call.Args[0].U32 = 20;
        call.Invoke();
        var sum = call.Args[0].U32;
        call.Complete();
        return sum;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _linked.Dispose();
        _component.Dispose();
        _engine.Dispose();
        GC.SuppressFinalize(this);
    }
}
