using System.Collections.Immutable;

namespace Whorl.Apps.Registries;

/// <summary>The configuration of wasm-pkg: which registry a package comes from.</summary>
internal sealed record RegistriesConfig
{
    public static RegistriesConfig Empty { get; } = new();

    /// <summary><c>default_registry</c>.</summary>
    public RegistryMapping? Default { get; init; }

    /// <summary><c>namespace_registries</c>, by namespace.</summary>
    public ImmutableDictionary<string, RegistryMapping> Namespaces { get; init; } = ImmutableDictionary<string, RegistryMapping>.Empty;

    /// <summary><c>package_registry_overrides</c>, by package.</summary>
    public ImmutableDictionary<string, RegistryMapping> Packages { get; init; } = ImmutableDictionary<string, RegistryMapping>.Empty;

    /// <summary><c>registry</c>, by host.</summary>
    public ImmutableDictionary<string, RegistrySettings> Registries { get; init; } = ImmutableDictionary<string, RegistrySettings>.Empty;

    /// <summary>The registry of a package that names none itself: its own, that of its namespace, or the default; null for none.</summary>
    public RegistryMapping? Find(string package) =>
        Packages.GetValueOrDefault(package) ?? Namespaces.GetValueOrDefault(package.Split(':')[0]) ?? Default;

    /// <summary>How to get at a registry.</summary>
    public RegistrySettings SettingsOf(RegistryAddress registry) => Registries.GetValueOrDefault(registry.Authority, RegistrySettings.None);
}
