using System.Runtime.InteropServices;
using Whorl.Wasmtime;

namespace Whorl.Benchmarks;

/// <summary>The baseline: a core module that calls an unmanaged function pointer, with nothing of the component model between.</summary>
internal sealed unsafe class CoreCaller : IDisposable
{
    private const string Text = """
        (module
          (import "host" "add" (func $add (param i32 i32) (result i32)))
          (func (export "adds") (param $n i32) (result i32) (local $sum i32)
            (loop $again
              (local.set $sum (call $add (local.get $sum) (i32.const 1)))
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            local.get $sum))
        """;

    private readonly Module _module;
    private readonly Linker _linker;
    private readonly InstancePre _linked;
    private readonly Store _store;
    private readonly Func _adds;

    public CoreCaller(Engine engine)
    {
        _module = Module.Compile(engine, Wat.ToWasm(Text));
        _linker = new Linker(engine);
        // SAFETY: the callback is static and reads and writes only the values that the engine passes.
        _linker.DefineFunction("host", "add", new FuncType([ValKind.I32, ValKind.I32], [ValKind.I32]), &Add, 0);
        _linked = _linker.InstantiatePre(_module);
        _store = new Store(engine);
        _adds = _linked.Instantiate(_store).Export(_store, "adds"u8)!.Value.Func;
    }

    public uint Adds(uint count)
    {
        Span<ValRaw> values = stackalloc ValRaw[1];
        values[0].U32 = count;
        _adds.Call(_store, values);
        return values[0].U32;
    }

    public void Dispose()
    {
        _store.Dispose();
        _linked.Dispose();
        _linker.Dispose();
        _module.Dispose();
    }

    [UnmanagedCallersOnly]
    private static nint Add(nint environment, nint caller, ValRaw* values, nuint count)
    {
        values[0].U32 += values[1].U32;
        return 0;
    }
}
