using Whorl.Capabilities.Bindings.Mysql.Mysql;
using Whorl.Capabilities.Databases;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.MySql;

/// <summary><c>spin:mysql@3.0.0</c>, which does not block.</summary>
internal sealed class SpinMySql3(SqlAccess access) : IHost
{
    public async ValueTask<Result<IConnection, Error>> ConnectionOpen(string address, HostTask task) =>
        (await access.OpenAsync(new SqlAddress(address), task, MySqlV3.ToError).ConfigureAwait(false)).TryGet(out SqlConnection? connection, out Error error)
            ? new Connection(access, connection)
            : error;

    private sealed class Connection(SqlAccess access, SqlConnection connection) : IConnection
    {
        // The rows are read before the first is given, so that the connection is free for the next statement.
        public async ValueTask<Result<(Column[], ComponentStream<DbValue[]>, ComponentFuture<Result<Unit, Error>>), Error>> Query(
            string statement, ParameterValue[] @params, HostTask task) =>
            (await access.QueryAsync(connection, statement, () => MySqlV3.FromGuest(@params), task, MySqlV3.ToError).ConfigureAwait(false))
                .TryGet(out SqlRows? rows, out Error error)
                ? (MySqlV3.Columns(rows), ComponentStream.From<DbValue[]>(MySqlV3.Rows(rows)), ComponentFuture.From(Result<Unit, Error>.Ok(default)))
                : error;

        public async ValueTask<Result<Unit, Error>> Execute(string statement, ParameterValue[] @params, HostTask task) =>
            (await access.ExecuteAsync(connection, statement, () => MySqlV3.FromGuest(@params), task, MySqlV3.ToError).ConfigureAwait(false))
                .TryGet(out _, out Error error)
                ? default(Unit)
                : error;

        public void Dispose() => connection.Dispose();
    }
}
