using Whorl.Capabilities.Bindings.Spin.Sqlite;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Sqlite;

/// <summary><c>fermyon:spin/sqlite</c> without a version, as the first SDKs import it: connections are numbers.</summary>
internal sealed class SpinSqliteV1(DatabaseAccess access) : IHost
{
    private readonly NumberedHandles<OpenDatabase> _connections = new(access.Context);

    public Result<uint, Error> Open(GuestString database) =>
        access.Open(database.ToString(), ToError).TryGet(out OpenDatabase? connection, out Error error) ? _connections.Add(connection) : error;

    public Result<QueryResult, Error> Execute(uint conn, GuestString statement, Value[] parameters)
    {
        if (!_connections.TryGet(conn, out OpenDatabase? connection))
        {
            return Error.InvalidConnection;
        }

        SqliteValue[] values = Array.ConvertAll(parameters, FromGuest);
        return connection.Execute(statement.ToString(), values, ToError).TryGet(out SqliteRows? rows, out Error error)
            ? new QueryResult(rows.Columns, [.. rows.Rows.Select(row => new RowResult(Array.ConvertAll(row, ToGuest)))])
            : error;
    }

    public void Close(uint conn) => _connections.Remove(conn)?.Dispose();

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
}
