using BenchmarkDotNet.Attributes;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Benchmarks;

/// <summary>
/// What one call from a guest to the host costs: through the component layer, beside the engine's own core call. The figures are per
/// host call.
/// </summary>
public class HostCallBenchmarks : IDisposable
{
    private readonly Engine _engine = new(new EngineOptions { Pooling = false, EpochInterruption = false });
    private readonly CompiledComponent _component;
    private readonly ComponentPre _linked;
    private readonly Store _store;
    private readonly ComponentInstance _instance;
    private readonly ExportedFunction _adds, _takes;
    private readonly CoreCaller _core;

    public HostCallBenchmarks()
    {
        _component = CallerComponent.Compile(_engine);
        _linked = CallerComponent.Link(_component);
        _store = new Store(_engine);
        _instance = _linked.Instantiate(_store);
        _linked.TryGetExport("", "adds", out _adds!);
        _linked.TryGetExport("", "takes", out _takes!);
        _core = new CoreCaller(_engine);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = CallerComponent.CallsPerInvocation, Description = "core call of the engine, two i32 in, one out")]
    public uint CoreCall() => _core.Adds(CallerComponent.CallsPerInvocation);

    [Benchmark(OperationsPerInvoke = CallerComponent.CallsPerInvocation, Description = "host call, two u32 in, one out")]
    public uint TwoScalars()
    {
        using var call = new GuestCall(_instance, _adds);
        call.Args[0].U32 = CallerComponent.CallsPerInvocation;
        call.Invoke();
        var sum = call.Args[0].U32;
        call.Complete();
        return sum;
    }

    [Benchmark(OperationsPerInvoke = CallerComponent.CallsPerInvocation, Description = "list<u8> of 1 KiB to the host")]
    public void List1KiB() => Takes(1024);

    [Benchmark(OperationsPerInvoke = CallerComponent.CallsPerInvocation, Description = "list<u8> of 64 KiB to the host")]
    public void List64KiB() => Takes(64 * 1024);

    [GlobalCleanup]
    public void Dispose()
    {
        _core.Dispose();
        _instance.Dispose();
        _store.Dispose();
        _linked.Dispose();
        _component.Dispose();
        _engine.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Takes(uint length)
    {
        using var call = new GuestCall(_instance, _takes);
        call.Args[0].U32 = CallerComponent.CallsPerInvocation;
        call.Args[1].U32 = length;
        call.Invoke();
        call.Complete();
    }
}
