using Whorl.Capabilities.Bindings.PostgresV4_2_0.Postgres;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Postgres;

/// <summary><c>spin:postgres@4.0.0</c> to <c>@4.2.0</c>.</summary>
internal sealed class SpinPostgres4(SqlAccess access) : IHost
{
    public IConnectionBuilder NewConnectionBuilder(GuestString address) => new Builder(access, new SqlAddress(address.ToString()));

    public Result<IConnection, Error> ConnectionOpen(GuestString address) => Open(access, new SqlAddress(address.ToString()));

    public ValueTask<Result<IConnection, Error>> ConnectionOpenAsync(string address, HostTask task) => OpenAsync(access, new SqlAddress(address), task);

    private static Result<IConnection, Error> Open(SqlAccess access, SqlAddress address) =>
        access.Open(address, PostgresV4.ToError).TryGet(out SqlConnection? connection, out Error error) ? new Connection(access, connection) : error;

    private static async ValueTask<Result<IConnection, Error>> OpenAsync(SqlAccess access, SqlAddress address, HostTask task) =>
        (await access.OpenAsync(address, task, PostgresV4.ToError).ConfigureAwait(false)).TryGet(out SqlConnection? connection, out Error error)
            ? new Connection(access, connection)
            : error;

    private sealed class Builder(SqlAccess access, SqlAddress address) : IConnectionBuilder
    {
        private SqlAddress _address = address;

        public Result<Unit, Error> SetCaRoot(GuestString certificate)
        {
            string pem = certificate.ToString();
            try
            {
                PostgresPools.ReadRoot(pem).Dispose();
                _address = _address with { CaRoot = pem };
                return default(Unit);
            }
            catch (FailureException e)
            {
                return PostgresV4.ToError(e.Failure);
            }
        }

        public Result<IConnection, Error> Build() => Open(access, _address);

        public ValueTask<Result<IConnection, Error>> BuildAsync(HostTask task) => OpenAsync(access, _address, task);

        public void Dispose()
        {
        }
    }

    private sealed class Connection(SqlAccess access, SqlConnection connection) : IConnection
    {
        public Result<RowSet, Error> Query(GuestString statement, ParameterValue[] @params) =>
            access.Query(connection, statement.ToString(), () => PostgresV4.FromGuest(@params), PostgresV4.ToError).TryGet(out SqlRows? rows, out Error error)
                ? new RowSet(PostgresV4.Columns(rows), PostgresV4.Rows(rows))
                : error;

        // The rows are read before the first is given, so that the connection is free for the next statement.
        public async ValueTask<Result<(Column[], ComponentStream<DbValue[]>, ComponentFuture<Result<Unit, Error>>), Error>> QueryAsync(
            string statement, ParameterValue[] @params, HostTask task) =>
            (await access.QueryAsync(connection, statement, () => PostgresV4.FromGuest(@params), task, PostgresV4.ToError).ConfigureAwait(false))
                .TryGet(out SqlRows? rows, out Error error)
                ? (PostgresV4.Columns(rows), ComponentStream.From<DbValue[]>(PostgresV4.Rows(rows)), ComponentFuture.From(Result<Unit, Error>.Ok(default)))
                : error;

        public Result<ulong, Error> Execute(GuestString statement, ParameterValue[] @params) =>
            access.Execute(connection, statement.ToString(), () => PostgresV4.FromGuest(@params), PostgresV4.ToError);

        public ValueTask<Result<ulong, Error>> ExecuteAsync(string statement, ParameterValue[] @params, HostTask task) =>
            access.ExecuteAsync(connection, statement, () => PostgresV4.FromGuest(@params), task, PostgresV4.ToError);

        public void Dispose() => connection.Dispose();
    }
}
