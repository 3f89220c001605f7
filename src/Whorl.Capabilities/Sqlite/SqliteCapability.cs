using System.Collections.Frozen;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Components.Hosting;
using Whorl.Wasi;

namespace Whorl.Capabilities.Sqlite;

/// <summary>Gives components the SQLite databases that their manifest names.</summary>
/// <param name="backends">The databases, by label.</param>
/// <param name="limits">What guests may keep and get out.</param>
public sealed class SqliteCapability(IReadOnlyDictionary<string, ISqliteBackend> backends, SqliteLimits limits) : Capability
{
    private readonly FrozenDictionary<string, ISqliteBackend> _backends = backends.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "sqlite";

    /// <inheritdoc/>
    public override IEnumerable<GrantProblem> Validate(ComponentGrants component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return component.SqliteDatabases.Where(label => !_backends.ContainsKey(label)).Order(StringComparer.Ordinal).Select(label => new GrantProblem(
            $"component `{component.Component}` asks for the SQLite database `{label}`, which the runtime configuration does not have",
            $"Add [sqlite_database.{label}] to the file of --runtime-config-file, or use the database `default`, which is always there."));
    }

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.Spin.Sqlite.Glue.Interface, state => new SpinSqliteV1(Access(state)));
        linker.Add(Bindings.SpinV2_0_0.Sqlite.Glue.Interface, state => new SpinSqlite(Access(state)));
        linker.Add(Bindings.Sqlite.Sqlite.Glue.Interface, state => new SpinSqlite3(Access(state)));

        DatabaseAccess Access(object? state) => new(scope(state), _backends, limits);
    }

    /// <summary>Runs statements of the operator, before the app is served.</summary>
    /// <param name="operatorGrants">The app, and how long it may take.</param>
    /// <param name="label">The database.</param>
    /// <param name="statements">SQL.</param>
    /// <exception cref="FailureException">They cannot be run.</exception>
    public void Run(ComponentGrants operatorGrants, string label, string statements)
    {
        if (!_backends.TryGetValue(label, out ISqliteBackend? backend))
        {
            throw new FailureException(FailureKind.NotFound, $"no component has the database `{label}` in its `sqlite_databases`");
        }

        using var context = new WasiContext(new WasiContextOptions());
        using var call = new CapabilityCall(new CapabilityScope(operatorGrants, context), new CallTarget(Name, "execute"));
        call.RunForOperator(() => backend.RunScriptAsync(statements, call));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (ISqliteBackend backend in _backends.Values.Distinct())
        {
            await backend.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }
}
