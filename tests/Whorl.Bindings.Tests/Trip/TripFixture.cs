using System.Collections.Immutable;
using Whorl.Bindings.Tests.Exports.Trip.There;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;
using Whorl.Wit;
using Whorl.Wit.Model;

namespace Whorl.Bindings.Tests.Trip;

/// <summary>A forwarding guest, linked to an <see cref="Trip.Echo"/> and ready to be called.</summary>
internal sealed class TripFixture : IDisposable
{
    private static readonly Engine s_engine = new(new EngineOptions { Pooling = false, EpochInterruption = false });

    private readonly CompiledComponent _compiled;
    private readonly ComponentPre _component;
    private readonly Store _store;

    public TripFixture(string encoding = "utf8")
    {
        var text = ForwardingGuest.Write(Interfaces.Single(i => i.Name == "types"), Interfaces.Single(i => i.Name == "there"), encoding);
        _compiled = CompiledComponent.Compile(s_engine, Wat.ToWasm(text));
        _component = new ComponentLinker()
            .Add(Types.Glue.Interface, _ => Echo)
            .Add(There.Glue.Interface, _ => Echo)
            .Link(_compiled);
        _store = new Store(s_engine, null);
        Instance = _component.Instantiate(_store);
        Assert.True(ThereExport.TryBind(_component, out var export));
        Export = export;
    }

    /// <summary>The interfaces of the folder that the bindings of this project are made from.</summary>
    public static ImmutableArray<WitInterface> Interfaces { get; } = ReadInterfaces();

    public Echo Echo { get; } = new();

    public ComponentInstance Instance { get; }

    public ThereExport Export { get; }

    public void Dispose()
    {
        Instance.Dispose();
        _store.Dispose();
        _component.Dispose();
        _compiled.Dispose();
    }

    private static ImmutableArray<WitInterface> ReadInterfaces()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "trip");
        var files = Directory.EnumerateFiles(folder).Select(path => new WitSource(path, File.ReadAllText(path)));
        return WitResolution.Resolve(WitSourceSet.FromFolder(folder, files)).Root!.Interfaces;
    }
}
