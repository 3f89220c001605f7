using Whorl.Capabilities.Bindings.PostgresV3_0_0.Postgres;
using Whorl.Capabilities.Databases;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Postgres;

/// <summary><c>spin:postgres@3.0.0</c>.</summary>
internal sealed class SpinPostgres3(SqlAccess access) : IHost
{
    public Result<IConnection, Error> ConnectionOpen(GuestString address) =>
        access.Open(new SqlAddress(address.ToString()), PostgresV3.ToError).TryGet(out SqlConnection? connection, out Error error)
            ? new Connection(access, connection)
            : error;

    private sealed class Connection(SqlAccess access, SqlConnection connection) : IConnection
    {
        public Result<RowSet, Error> Query(GuestString statement, ParameterValue[] @params) =>
            access.Query(connection, statement.ToString(), () => PostgresV3.FromGuest(@params), PostgresV3.ToError).TryGet(out SqlRows? rows, out Error error)
                ? PostgresV3.ToGuest(rows)
                : error;

        public Result<ulong, Error> Execute(GuestString statement, ParameterValue[] @params) =>
            access.Execute(connection, statement.ToString(), () => PostgresV3.FromGuest(@params), PostgresV3.ToError);

        public void Dispose() => connection.Dispose();
    }
}
