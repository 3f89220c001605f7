using System.Collections.Frozen;
using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;
using Whorl.Wasi;

namespace Whorl.Capabilities.Sqlite;

/// <summary>What one instance does with databases, whichever interface it does it through: grants and limits are kept here.</summary>
internal sealed class DatabaseAccess(CapabilityScope scope, FrozenDictionary<string, ISqliteBackend> backends, SqliteLimits limits)
{
    private static readonly CallTarget s_open = new("sqlite", "open");
    private int _open;

    public WasiContext Context => scope.Context;

    /// <summary>Opens a database that the manifest gives the component.</summary>
    public Result<OpenDatabase, TError> Open<TError>(string label, Func<Failure, TError> error) => scope.Call(s_open, call => OpenAsync(label, call), error);

    /// <inheritdoc cref="Open{TError}"/>
    public ValueTask<Result<OpenDatabase, TError>> OpenAsync<TError>(string label, HostTask task, Func<Failure, TError> error) =>
        scope.CallAsync(s_open, task, call => OpenAsync(label, call), error);

    private void Closed() => Interlocked.Decrement(ref _open);

    private async ValueTask<OpenDatabase> OpenAsync(string label, CapabilityCall call)
    {
        if (!scope.Grants.SqliteDatabases.Contains(label))
        {
            throw scope.Deny(
                "sqlite", $"open the database `{label}`", $"To allow it, add \"{label}\" to `sqlite_databases` of [component.{scope.Grants.DeclaredComponent}].");
        }

        if (!backends.TryGetValue(label, out ISqliteBackend? backend))
        {
            throw new FailureException(FailureKind.NotFound, $"the runtime configuration has no [sqlite_database.{label}]");
        }

        if (Interlocked.Increment(ref _open) > limits.OpenConnections)
        {
            Closed();
            throw new FailureException(FailureKind.TooMany, $"too many connections opened: at most {limits.OpenConnections} may be open at once");
        }

        try
        {
            return new OpenDatabase(scope, label, await backend.OpenAsync(call.About(label)).ConfigureAwait(false), Closed);
        }
        catch
        {
            Closed();
            throw;
        }
    }
}
