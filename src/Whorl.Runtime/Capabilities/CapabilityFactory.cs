using System.Collections.Immutable;
using Whorl.Apps.Configuration;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Capabilities;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Http;
using Whorl.Capabilities.KeyValue;
using Whorl.Capabilities.KeyValue.Postgres;
using Whorl.Capabilities.KeyValue.Redis;
using Whorl.Capabilities.KeyValue.Sqlite;
using Whorl.Capabilities.Llm;
using Whorl.Capabilities.Llm.Local;
using Whorl.Capabilities.Llm.Remote;
using Whorl.Capabilities.Mqtt;
using Whorl.Capabilities.MySql;
using Whorl.Capabilities.Otel;
using Whorl.Capabilities.Postgres;
using Whorl.Capabilities.Redis;
using Whorl.Capabilities.Sqlite;
using Whorl.Capabilities.Sqlite.Local;
using Whorl.Capabilities.Sqlite.Remote;
using Whorl.Capabilities.Variables;
using Whorl.Runtime.Loading;
using Whorl.Runtime.Network;

namespace Whorl.Runtime.Capabilities;

/// <summary>Makes the capabilities of an app from what its operator configured. This is the place that a new one is added to.</summary>
internal sealed class CapabilityFactory(AppModel app, AppRuntimeOptions options, ConnectionBudgets budgets)
{
    private const string DefaultLabel = "default";
    private static readonly SqliteLimits s_sqliteLimits = new();
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly StateFiles _state = new(app.Name, options.StateFolder);

    /// <summary>What is wrong with the configuration.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Where state is kept, for people.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Makes them.</summary>
    /// <param name="components">The components that are served: what none of them asks for is not made.</param>
    public ImmutableArray<Capability> Create(ImmutableArray<ComponentModel> components) =>
    [
        new VariablesCapability(),
        new HttpCapability(),
        new KeyValueCapability(KeyValueBackends([.. components.SelectMany(c => c.KeyValueStores)]), new KeyValueLimits()),
        new RedisCapability(budgets.Redis),
        new PostgresCapability(budgets.Postgres),
        new MySqlCapability(budgets.MySql),
        new MqttCapability(budgets.Mqtt, options.Config.Connections.MqttPayloadBytes),
        new SqliteCapability(SqliteBackends([.. components.SelectMany(c => c.SqliteDatabases)]), s_sqliteLimits),
        new LlmCapability(ModelServer(components.Any(c => c.AiModels.Length > 0))),
        new OtelCapability(options.GuestTelemetry, new TelemetryLimits(), options.Time),
    ];

    private IModelServer ModelServer(bool isAsked)
    {
        if (options.Config.LlmCompute is LlmComputeConfig.RemoteHttp remote)
        {
            return remote.IsOpenAi ? new OpenAiModelServer(remote.Url, remote.AuthToken) : new SpinModelServer(remote.Url, remote.AuthToken);
        }

        string? folder = _state.PathOf("ai-models");
        if (isAsked && folder is not null)
        {
            Notes.Add($"Looking for models in \"{folder}\".");
        }

        return new LocalModelServer(folder, options.Config.LlmCompute is not null);
    }

    private Dictionary<string, ISqliteBackend> SqliteBackends(HashSet<string> asked)
    {
        var backends = new Dictionary<string, ISqliteBackend>(StringComparer.Ordinal);
        foreach ((string label, SqliteDatabaseConfig config) in options.Config.SqliteDatabases.Where(s => asked.Contains(s.Key)))
        {
            backends[label] = config is SqliteDatabaseConfig.LibSql remote
                ? new LibSqlBackend(label, remote.Url, remote.Token, s_sqliteLimits)
                : LocalBackend(((SqliteDatabaseConfig.Local)config).Path, config.Location);
        }

        if (asked.Contains(DefaultLabel) && !options.Config.SqliteDatabases.ContainsKey(DefaultLabel))
        {
            string? path = _state.PathOf("sqlite_db.db");
            backends[DefaultLabel] = LocalBackend(path, default);
            Notes.Add(path is null ? "Keeping default SQLite data until the app ends." : $"Storing default SQLite data to \"{path}\".");
        }

        return backends;

        LocalSqliteBackend LocalBackend(string? path, SourceLocation location)
        {
            if (path is not null && !_state.TryClaim(path, out string? problem))
            {
                Report(DiagnosticCode.UnusableState, location, problem, StateFiles.Remedy);
            }

            return new LocalSqliteBackend(path, s_sqliteLimits);
        }
    }

    private Dictionary<string, IKeyValueBackend> KeyValueBackends(HashSet<string> asked)
    {
        var backends = new Dictionary<string, IKeyValueBackend>(StringComparer.Ordinal);
        var files = new Dictionary<string, SqliteKeyValueBackend>(StringComparer.Ordinal);
        foreach ((string label, KeyValueStoreConfig config) in options.Config.KeyValueStores.Where(s => asked.Contains(s.Key)))
        {
            switch (config)
            {
                case KeyValueStoreConfig.Sqlite sqlite:
                    backends[label] = SqliteBackend(sqlite.Path, config.Location);
                    break;
                case KeyValueStoreConfig.Redis redis:
                    backends[label] = Remote(label, config.Location, () => new RedisKeyValueBackend(redis.Url));
                    break;
                case KeyValueStoreConfig.Postgres postgres:
                    backends[label] = Remote(label, config.Location, () => new PostgresKeyValueBackend(postgres.Url));
                    break;
                case KeyValueStoreConfig.Unsupported unsupported:
                    Report(
                        DiagnosticCode.UnsupportedConfiguration,
                        config.Location,
                        $"[key_value_store.{label}] is of type `{unsupported.Type}`, which cannot be used yet",
                        "Use `spin` (SQLite), `redis` or `postgres`.");
                    backends[label] = new SqliteKeyValueBackend(null); // never opened: the app does not start
                    break;
            }
        }

        if (asked.Contains(DefaultLabel) && !options.Config.KeyValueStores.ContainsKey(DefaultLabel))
        {
            string? path = _state.PathOf("sqlite_key_value.db");
            backends[DefaultLabel] = SqliteBackend(path, default);
            Notes.Add(path is null ? "Keeping default key-value data in memory until the app ends." : $"Storing default key-value data to \"{path}\".");
        }

        return backends;

        IKeyValueBackend Remote(string label, SourceLocation location, Func<IKeyValueBackend> create)
        {
            try
            {
                return create();
            }
            catch (FailureException e)
            {
                Report(DiagnosticCode.BadValue, location, $"[key_value_store.{label}]: {e.Message}", null);
                return new SqliteKeyValueBackend(null); // never opened: the app does not start
            }
        }

        // Stores in one file share its one writer.
        SqliteKeyValueBackend SqliteBackend(string? path, SourceLocation location)
        {
            if (path is not null && !_state.TryClaim(path, out string? problem))
            {
                Report(DiagnosticCode.UnusableState, location, problem, StateFiles.Remedy);
            }

            if (path is null || !files.TryGetValue(path, out SqliteKeyValueBackend? backend))
            {
                backend = new SqliteKeyValueBackend(path);
                files[path ?? $":memory:{files.Count}"] = backend;
            }

            return backend;
        }
    }

    private void Report(DiagnosticCode code, SourceLocation location, string message, string? remedy) =>
        _diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, code, options.Config.Path, location, message, remedy));
}
