using System.Collections.Frozen;
using Whorl.Apps.Configuration;
using Whorl.Apps.Model;
using Whorl.Capabilities;
using Whorl.Components.Hosting;
using Whorl.Runtime.Capabilities;
using Whorl.Runtime.Network;
using Whorl.Wasi;

namespace Whorl.Runtime.Loading;

/// <summary>What this host offers to components, for those who want to know it without running any.</summary>
public sealed class HostCatalog
{
    private const string Wasi = "WASI";

    private readonly FrozenDictionary<string, string> _providers;

    private HostCatalog(ComponentLinker linker, Dictionary<string, string> providers)
    {
        Linker = linker;
        _providers = providers.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>All that is offered. What is linked by it cannot be run.</summary>
    public ComponentLinker Linker { get; }

    /// <summary>Lists what the components of an app are offered.</summary>
    public static HostCatalog Create(AppModel app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var linker = new ComponentLinker();
        var providers = new Dictionary<string, string>(StringComparer.Ordinal);
        WasiHost.AddTo(linker, NotRun<WasiContext>);
        Name(Wasi);
        using var budgets = new ConnectionBudgets(new ConnectionLimits());
        foreach (Capability capability in new CapabilityFactory(app, new AppRuntimeOptions(), budgets).Create([]))
        {
            capability.AddTo(linker, NotRun<Whorl.Capabilities.Calls.CapabilityScope>);
            Name(capability.Name);
        }

        return new HostCatalog(linker, providers);

        void Name(string provider)
        {
            foreach (string name in linker.Interfaces)
            {
                providers.TryAdd(name, provider);
            }
        }
    }

    /// <summary>What serves an interface, for people: <c>WASI 0.2</c>, or a capability such as <c>key-value</c>.</summary>
    /// <param name="name">The name of an interface that is offered.</param>
    public string ProviderOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string provider = _providers[name];
        return provider == Wasi && name.Split('@') is [_, var version] ? $"{Wasi} {string.Join('.', version.Split('.').Take(2))}" : provider;
    }

    private static T NotRun<T>(object? state) => throw new InvalidOperationException("What is linked by a catalog cannot be run.");
}
