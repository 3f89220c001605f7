using Whorl.Capabilities.Bindings.Spin.Mysql;
using Whorl.Capabilities.Bindings.Spin.RdbmsTypes;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using IHost = Whorl.Capabilities.Bindings.Spin.Mysql.IHost;

namespace Whorl.Capabilities.MySql;

/// <summary><c>fermyon:spin/mysql</c> without a version, as the first SDKs import it: every call names the server.</summary>
internal sealed class SpinMySqlV1(SqlAccess access) : IHost
{
    public Result<RowSet, MysqlError> Query(GuestString address, GuestString statement, ParameterValue[] @params)
    {
        if (!access.Open(new SqlAddress(address.ToString()), ToError).TryGet(out SqlConnection? connection, out MysqlError error))
        {
            return error;
        }

        using (connection)
        {
            return access.Query(connection, statement.ToString(), () => RdbmsV1.FromGuest(@params), ToError).TryGet(out SqlRows? rows, out error)
                ? RdbmsV1.ToGuest(rows)
                : error;
        }
    }

    public Result<Unit, MysqlError> Execute(GuestString address, GuestString statement, ParameterValue[] @params)
    {
        if (!access.Open(new SqlAddress(address.ToString()), ToError).TryGet(out SqlConnection? connection, out MysqlError error))
        {
            return error;
        }

        using (connection)
        {
            return access.Execute(connection, statement.ToString(), () => RdbmsV1.FromGuest(@params), ToError).TryGet(out _, out error) ? default(Unit) : error;
        }
    }

    private static MysqlError ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied or FailureKind.BadAddress or FailureKind.Unavailable => MysqlError.ConnectionFailed(failure.Message),
        FailureKind.BadParameter => MysqlError.BadParameter(failure.Message),
        FailureKind.Refused or FailureKind.TooLarge => MysqlError.QueryFailed(failure.Message),
        FailureKind.WrongType => MysqlError.ValueConversionFailed(failure.Message),
        _ => MysqlError.OtherError(failure.Message),
    };
}
