using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasi.Http;
using Whorl.Wasmtime;

namespace Whorl.Wasi.Tests.Guests;

/// <summary>A compiled component of the repository, linked to WASI.</summary>
internal sealed class Guest : IDisposable
{
    private static readonly Lazy<Engine> s_engine = new(() => new Engine(new EngineOptions { Pooling = false }));

    private readonly CompiledComponent _component;
    private readonly ComponentPre _pre;

    private Guest(ReadOnlyMemory<byte> bytes)
    {
        _component = CompiledComponent.Compile(s_engine.Value, bytes);
        var linker = new ComponentLinker();
        WasiHost.AddTo(linker, state => (WasiContext)state!);
        _pre = linker.Link(_component);
    }

    /// <summary>Loads a component by its path in the repository; null if it is one that has to be built, and is not.</summary>
    public static Guest? TryLoad(string path)
    {
        string full = Path.Combine(Root(), path);
        return File.Exists(full) ? new Guest(File.ReadAllBytes(full)) : null;
    }

    public static Guest FromText(string text) => new(Wat.ToWasm(text));

    /// <summary>Handles one request in a fresh instance.</summary>
    public void Handle(WasiContext context, IncomingHttpRequest request, HttpResponseSink sink)
    {
        Assert.True(HttpGuest.TryBind(_pre, out HttpGuest? guest), "the component has no HTTP handler");
        Use(context, instance => guest!.Handle(instance, context, request, sink));
    }

    /// <summary>Runs the program in a fresh instance.</summary>
    public int Run(WasiContext context)
    {
        Assert.True(CommandGuest.TryBind(_pre, out CommandGuest? guest), "the component is no program");
        int code = -1;
        Use(context, instance => code = guest!.Run(instance));
        return code;
    }

    /// <summary>A fresh instance that serves several requests.</summary>
    public ServiceInstance Serve(WasiContext context)
    {
        Assert.True(HttpService.TryBind(_pre, out HttpService? service), "the component has no HTTP handler of WASI 0.3");
        var store = new Store(s_engine.Value, context);
        store.SetEpochDeadline(1_000_000);
        return new ServiceInstance(store, _pre.Instantiate(store), context, service!);
    }

    public void Dispose()
    {
        _pre.Dispose();
        _component.Dispose();
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Whorl.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"There is no Whorl.slnx above {AppContext.BaseDirectory}.");
    }

    private void Use(WasiContext context, Action<ComponentInstance> use)
    {
        using var store = new Store(s_engine.Value, context);
        store.SetEpochDeadline(1_000_000);
        using ComponentInstance instance = _pre.Instantiate(store);
        try
        {
            use(instance);
        }
        finally
        {
            context.Dispose();
        }
    }
}
