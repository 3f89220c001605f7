using Whorl.Capabilities.Bindings.Sqlite.Sqlite;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Sqlite;

/// <summary><c>spin:sqlite@3</c>.</summary>
internal sealed class SpinSqlite3(DatabaseAccess access) : IHost
{
    public Result<IConnection, Error> ConnectionOpen(GuestString database) =>
        access.Open(database.ToString(), ToError).TryGet(out OpenDatabase? connection, out Error error) ? new ConnectionResource(connection) : error;

    public async ValueTask<Result<IConnection, Error>> ConnectionOpenAsync(string database, HostTask task) =>
        (await access.OpenAsync(database, task, ToError).ConfigureAwait(false)).TryGet(out OpenDatabase? connection, out Error error)
            ? new ConnectionResource(connection)
            : error;

    private static RowResult[] Rows(SqliteRows rows) => [.. rows.Rows.Select(row => new RowResult(Array.ConvertAll(row, ToGuest)))];

    private static Error ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied => Error.AccessDenied,
        FailureKind.NotFound => Error.NoSuchDatabase,
        FailureKind.Full => Error.DatabaseFull,
        _ => Error.Io(failure.Message),
    };

    private static SqliteValue FromGuest(Value value) => value.Kind switch
    {
        ValueKind.Integer => SqliteValue.Of(value.AsInteger()),
        ValueKind.Real => SqliteValue.Of(value.AsReal()),
        ValueKind.Text => SqliteValue.Of(value.AsText()),
        ValueKind.Blob => SqliteValue.Of(value.AsBlob()),
        _ => SqliteValue.Null,
    };

    private static Value ToGuest(SqliteValue value) => value.Kind switch
    {
        SqliteValueKind.Integer => Value.Integer(value.Integer),
        SqliteValueKind.Real => Value.Real(value.Real),
        SqliteValueKind.Text => Value.Text(value.Text),
        SqliteValueKind.Blob => Value.Blob(value.Blob),
        _ => Value.Null,
    };

    private sealed class ConnectionResource(OpenDatabase connection) : IConnection
    {
        public Result<QueryResult, Error> Execute(GuestString statement, Value[] parameters)
        {
            SqliteValue[] values = Array.ConvertAll(parameters, FromGuest);
            return connection.Execute(statement.ToString(), values, ToError).TryGet(out SqliteRows? rows, out Error error)
                ? new QueryResult(rows.Columns, Rows(rows))
                : error;
        }

        // The rows are read before the first is given, so that the database is not held by a guest that reads slowly.
        public async ValueTask<Result<(string[], ComponentStream<RowResult>, ComponentFuture<Result<Unit, Error>>), Error>> ExecuteAsync(
            string statement, Value[] parameters, HostTask task)
        {
            SqliteValue[] values = Array.ConvertAll(parameters, FromGuest);
            return (await connection.ExecuteAsync(statement, values, task, ToError).ConfigureAwait(false)).TryGet(out SqliteRows? rows, out Error error)
                ? (rows.Columns, ComponentStream.From<RowResult>(Rows(rows)), ComponentFuture.From(Result<Unit, Error>.Ok(default)))
                : error;
        }

        public ValueTask<long> LastInsertRowidAsync(HostTask task) => new(LastInsertRowid());

        public ValueTask<ulong> ChangesAsync(HostTask task) => new(Changes());

        public long LastInsertRowid() => connection.LastInsertRowId;

        public ulong Changes() => (ulong)connection.Changes;

        public void Dispose() => connection.Dispose();
    }
}
