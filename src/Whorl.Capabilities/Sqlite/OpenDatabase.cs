using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Sqlite;

/// <summary>A connection that an instance has open.</summary>
internal sealed class OpenDatabase(CapabilityScope scope, string label, ISqliteConnection connection, Action closed) : IDisposable
{
    private static readonly CallTarget s_execute = new("sqlite", "execute");

    public long LastInsertRowId => connection.LastInsertRowId;

    public long Changes => connection.Changes;

    public Result<SqliteRows, TError> Execute<TError>(string statement, SqliteValue[] parameters, Func<Failure, TError> error) =>
        scope.Call(s_execute, call => connection.ExecuteAsync(statement, parameters, call.About(label)), error);

    public ValueTask<Result<SqliteRows, TError>> ExecuteAsync<TError>(string statement, SqliteValue[] parameters, HostTask task, Func<Failure, TError> error) =>
        scope.CallAsync(s_execute, task, call => connection.ExecuteAsync(statement, parameters, call.About(label)), error);

    public void Dispose()
    {
        closed();
        connection.Dispose();
    }
}
