using System.Text;

namespace Whorl.Wasmtime.Tests;

/// <summary>One guest, from its text to an instance in a store of its own, with a deadline far away.</summary>
internal sealed class Guest : IDisposable
{
    /// <summary>The engine that all tests use but those about engines.</summary>
    public static readonly Engine Engine = new(new EngineOptions());

    /// <summary>Some tests tick the engine that all share; no guest with this deadline notices.</summary>
    public const ulong FarDeadline = 1_000_000;

    private readonly Module _module;

    public Guest(string wat, Action<Linker>? link = null, object? state = null, Engine? engine = null, Action<Store>? limit = null)
    {
        engine ??= Engine;
        _module = Module.Compile(engine, Wat.ToWasm(wat));
        using var linker = new Linker(engine);
        link?.Invoke(linker);
        using var pre = linker.InstantiatePre(_module);
        Store = new Store(engine, state);
        try
        {
            Store.SetEpochDeadline(FarDeadline);
            limit?.Invoke(Store);
            Instance = pre.Instantiate(Store);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Store Store { get; }

    public Instance Instance { get; }

    public Extern Export(string name) =>
        Instance.Export(Store, Encoding.UTF8.GetBytes(name)) ?? throw new ArgumentException($"The guest exports no '{name}'.", nameof(name));

    /// <summary>Calls an export that takes and gives 32-bit integers.</summary>
    public int Call(string name, params int[] args)
    {
        Span<ValRaw> values = new ValRaw[Math.Max(1, args.Length)];
        for (var i = 0; i < args.Length; i++)
        {
            values[i].I32 = args[i];
        }

        Export(name).Func.Call(Store, values);
        return values[0].I32;
    }

    public void Dispose()
    {
        Store.Dispose();
        _module.Dispose();
    }
}
