using System.Collections.Immutable;
using System.Net;

namespace Whorl.Apps.Configuration;

/// <summary>What the operator of an app configures, as <c>runtime-config.toml</c> says it: where state lives and what is connected to.</summary>
public sealed record RuntimeConfig
{
    /// <summary>The configuration of an app for which none was given.</summary>
    public static RuntimeConfig Empty { get; } = new();

    /// <summary>The file, as the user named it; null when there is none.</summary>
    public string? Path { get; init; }

    /// <summary><c>state_dir</c>, absolute; empty for memory; null when the file does not set it.</summary>
    public string? StateFolder { get; init; }

    /// <summary><c>log_dir</c>, absolute; empty for nowhere; null when the file does not set it.</summary>
    public string? LogFolder { get; init; }

    /// <summary><c>max_instance_memory</c>, in bytes; null when the file does not set it.</summary>
    public long? MaxInstanceMemoryBytes { get; init; }

    /// <summary><c>[key_value_store.LABEL]</c>.</summary>
    public ImmutableSortedDictionary<string, KeyValueStoreConfig> KeyValueStores { get; init; } =
        ImmutableSortedDictionary.Create<string, KeyValueStoreConfig>(StringComparer.Ordinal);

    /// <summary><c>[sqlite_database.LABEL]</c>.</summary>
    public ImmutableSortedDictionary<string, SqliteDatabaseConfig> SqliteDatabases { get; init; } =
        ImmutableSortedDictionary.Create<string, SqliteDatabaseConfig>(StringComparer.Ordinal);

    /// <summary><c>[[variables_provider]]</c>, in their order.</summary>
    public ImmutableArray<VariablesProviderConfig> VariablesProviders { get; init; } = [];

    /// <summary><c>[llm_compute]</c>; null when there is none.</summary>
    public LlmComputeConfig? LlmCompute { get; init; }

    /// <summary><c>block_networks</c> of <c>[outbound_networking]</c>: networks that no component may reach.</summary>
    public ImmutableArray<IPNetwork> BlockedNetworks { get; init; } = [];

    /// <summary>Whether <c>block_networks</c> has <c>private</c>: everything that is not globally reachable.</summary>
    public bool BlocksPrivateNetworks { get; init; }

    /// <summary>The most connections of each kind that an app may have at a time.</summary>
    public ConnectionLimits Connections { get; init; } = new();

    /// <summary><c>[[client_tls]]</c>, the first match of which counts.</summary>
    public ImmutableArray<ClientTlsConfig> ClientTls { get; init; } = [];

    /// <summary>The labels and names that are configured, for people; empty when there are none.</summary>
    public ImmutableArray<string> Summary { get; init; } = [];
}
