using System.Collections.Immutable;
using System.Net;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Configuration;

/// <summary>Reads <c>runtime-config.toml</c>. Everything that is wrong with it is reported at once.</summary>
public static class RuntimeConfigReader
{
    private const long MaxBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <exception cref="AppException">It cannot be read, or something in it is wrong.</exception>
    public static RuntimeConfig Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            long length = new FileInfo(path).Length;
            return length <= MaxBytes
                ? Parse(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!, path)
                : throw Unreadable(path, $"it has {length} bytes; a runtime configuration has at most {MaxBytes}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, Directory.Exists(path) ? "it is a folder" : e.Message);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">TOML.</param>
    /// <param name="folder">The folder that paths in it are relative to, absolute.</param>
    /// <param name="path">What messages call the file.</param>
    /// <exception cref="AppException">Something in it is wrong.</exception>
    public static RuntimeConfig Parse(string text, string folder, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        var diagnostics = new DiagnosticBag(path);
        RuntimeConfig? config = TomlReader.Read(text, diagnostics) is { } root
            ? Read(new ConfigTable(root, "the runtime configuration", folder, diagnostics)) with { Path = path }
            : null;
        return config is null || diagnostics.HasErrors ? throw new AppException(diagnostics.ToImmutable()) : config;
    }

    private static RuntimeConfig Read(ConfigTable root)
    {
        var config = new RuntimeConfig
        {
            StateFolder = root.Folder("state_dir"),
            LogFolder = root.Folder("log_dir"),
            MaxInstanceMemoryBytes = root.Integer("max_instance_memory", 64 << 10, 4L << 30),
            KeyValueStores = root.Tables("key_value_store").ToImmutableSortedDictionary(t => t.Key, t => StoreReader.ReadKeyValue(t.Table), StringComparer.Ordinal),
            SqliteDatabases = root.Tables("sqlite_database").ToImmutableSortedDictionary(t => t.Key, t => StoreReader.ReadSqlite(t.Table), StringComparer.Ordinal),
            VariablesProviders = [.. root.TableArray("variables_provider").Concat(root.TableArray("config_provider")).Select(ProviderReader.Read).OfType<VariablesProviderConfig>()],
            LlmCompute = root.Table("llm_compute") is { } llm ? ReadLlm(llm) : null,
            ClientTls = [.. root.TableArray("client_tls").Select(ClientTlsReader.Read)],
        };
        config = ReadNetworking(config, root);
        root.Finish();
        return config with { Summary = [.. Summarize(config)] };
    }

    private static RuntimeConfig ReadNetworking(RuntimeConfig config, ConfigTable root)
    {
        if (root.Table("outbound_networking") is { } networking)
        {
            List<Located<string>> blocked = networking.Texts("block_networks");
            config = config with
            {
                BlocksPrivateNetworks = blocked.Exists(b => b.Value == "private"),
                BlockedNetworks = [.. blocked.Where(b => b.Value != "private").Select(b => ReadNetwork(b, networking)).OfType<IPNetwork>()],
                Connections = config.Connections with
                {
                    Total = networking.Count("max_total_connections"),
                    Sockets = networking.Count("max_socket_connections"),
                },
            };
            networking.Finish();
        }

        if (root.Table("outbound_http") is { } http)
        {
            int? connections = http.Count("max_connections");
            int? concurrent = (int?)http.Integer("max_concurrent_requests", 0, int.MaxValue - 1);
            if (connections is not null && concurrent is not null)
            {
                http.Bad(http.Location, $"{http.Name} has both `max_connections` and `max_concurrent_requests`", "Keep `max_connections`; the other is its old name.");
            }

            config = config with
            {
                Connections = config.Connections with
                {
                    HttpPooling = http.Boolean("connection_pooling") ?? true,
                    Http = connections ?? concurrent + 1, // Spin lets one more through by the old name
                },
            };
            http.Finish();
        }

        return config with
        {
            Connections = config.Connections with
            {
                Postgres = ReadLimits("outbound_pg", out _),
                MySql = ReadLimits("outbound_mysql", out _),
                Redis = ReadLimits("outbound_redis", out _),
                Mqtt = ReadLimits("outbound_mqtt", out int? payload),
                MqttPayloadBytes = payload,
            },
        };

        int? ReadLimits(string key, out int? payload)
        {
            payload = null;
            if (root.Table(key) is not { } table)
            {
                return null;
            }

            int? connections = table.Count("max_connections");
            payload = key == "outbound_mqtt" ? table.Count("max_payload_size_bytes") : null;
            table.Finish();
            return connections;
        }
    }

    private static IPNetwork? ReadNetwork(Located<string> text, ConfigTable table)
    {
        if (IPNetwork.TryParse(text.Value, out IPNetwork network))
        {
            return network;
        }

        table.Bad(text.Location, $"`block_networks` in {table.Name} has `{text.Value}`, which is not a network", "Write \"10.0.0.0/8\", \"fd00::/8\" or \"private\".");
        return null;
    }

    private static LlmComputeConfig? ReadLlm(ConfigTable table)
    {
        LlmComputeConfig? config = table.Type("spin", "remote_http") switch
        {
            "spin" => new LlmComputeConfig.Local(table.Location),
            "remote_http" => ReadRemote(),
            _ => null,
        };
        table.FinishIf(config is not null);
        return config;

        LlmComputeConfig.RemoteHttp ReadRemote()
        {
            Uri url = table.Url("url");
            string token = table.RequiredToken("auth_token", mayBeEmpty: true);
            string? api = table.OneOf("api_type", "default", "open_ai");
            return new LlmComputeConfig.RemoteHttp(table.Location, url, token, api == "open_ai");
        }
    }

    private static IEnumerable<string> Summarize(RuntimeConfig config)
    {
        foreach ((string label, KeyValueStoreConfig store) in config.KeyValueStores)
        {
            yield return $"key_value_store.{label}: {TypeOf(store)}";
        }

        foreach ((string label, SqliteDatabaseConfig database) in config.SqliteDatabases)
        {
            yield return $"sqlite_database.{label}: {(database is SqliteDatabaseConfig.LibSql ? "libsql" : "spin")}";
        }

        static string TypeOf(KeyValueStoreConfig store) => store switch
        {
            KeyValueStoreConfig.Redis => "redis",
            KeyValueStoreConfig.Postgres => "postgres",
            KeyValueStoreConfig.Unsupported unsupported => unsupported.Type,
            _ => "spin",
        };
    }

    private static AppException Unreadable(string path, string why) => new(
        [new Diagnostic(DiagnosticSeverity.Error, DiagnosticCode.UnreadableFile, path, default, $"cannot read the runtime configuration: {why}", null)]);
}
