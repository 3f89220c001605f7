using Whorl.Capabilities.Bindings.SpinV2_0_0.Mysql;
using Whorl.Capabilities.Bindings.SpinV2_0_0.RdbmsTypes;
using Whorl.Capabilities.Databases;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using IHost = Whorl.Capabilities.Bindings.SpinV2_0_0.Mysql.IHost;

namespace Whorl.Capabilities.MySql;

/// <summary><c>fermyon:spin/mysql@2.0.0</c>.</summary>
internal sealed class SpinMySql(SqlAccess access) : IHost
{
    public Result<IConnection, Error> ConnectionOpen(GuestString address) =>
        access.Open(new SqlAddress(address.ToString()), RdbmsV2.ToError).TryGet(out SqlConnection? connection, out Error error)
            ? new Connection(access, connection)
            : error;

    private sealed class Connection(SqlAccess access, SqlConnection connection) : IConnection
    {
        public Result<RowSet, Error> Query(GuestString statement, ParameterValue[] @params) =>
            access.Query(connection, statement.ToString(), () => RdbmsV2.FromGuest(@params), RdbmsV2.ToError).TryGet(out SqlRows? rows, out Error error)
                ? RdbmsV2.ToGuest(rows)
                : error;

        public Result<Unit, Error> Execute(GuestString statement, ParameterValue[] @params) =>
            access.Execute(connection, statement.ToString(), () => RdbmsV2.FromGuest(@params), RdbmsV2.ToError).TryGet(out _, out Error error) ? default(Unit) : error;

        public void Dispose() => connection.Dispose();
    }
}
