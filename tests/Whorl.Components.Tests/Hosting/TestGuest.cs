using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Hosting;

/// <summary>A component written in the text format, instantiated in a store of its own.</summary>
internal sealed class TestGuest : IDisposable
{
    private static readonly Engine s_engine = new(new EngineOptions { Pooling = false, EpochInterruption = false });

    private readonly CompiledComponent _compiled;
    private readonly Store _store;

    private TestGuest(string text, ComponentLinker linker, object? state)
    {
        _compiled = CompiledComponent.Compile(s_engine, Wat.ToWasm(text));
        Component = linker.Link(_compiled);
        _store = new Store(s_engine, state);
        Instance = Component.Instantiate(_store);
    }

    public ComponentPre Component { get; }

    public ComponentInstance Instance { get; }

    /// <summary>A bump allocator and a memory, for core modules that need no better ones.</summary>
    public static string Allocator => """
        (memory (export "mem") 2)
        (global $top (mut i32) (i32.const 4096))
        (func $realloc (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
          (local $new i32)
          (local.set $new (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
          (global.set $top (i32.add (local.get $new) (local.get $size)))
          (memory.copy (local.get $new) (local.get $old)
            (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
          (local.get $new))
        """;

    public static TestGuest Load(string text, ComponentLinker? linker = null, object? state = null) =>
        new(text, linker ?? new ComponentLinker(), state);

    public static void CompileAndLink(string text, ComponentLinker linker)
    {
        using var compiled = CompiledComponent.Compile(s_engine, Wat.ToWasm(text));
        linker.Link(compiled).Dispose();
    }

    public ExportedFunction Export(string name)
    {
        Assert.True(Component.TryGetExport("", name, out var export), $"there is no export {name}");
        return export;
    }

    public ComponentValue Call(string name, params ReadOnlySpan<ComponentValue> arguments) => Instance.Invoke(Export(name), arguments);

    public void Dispose()
    {
        Instance.Dispose();
        _store.Dispose();
        Component.Dispose();
        _compiled.Dispose();
    }
}
