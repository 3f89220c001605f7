using Whorl.Capabilities.Bindings.Spin.Postgres;
using Whorl.Capabilities.Bindings.Spin.RdbmsTypes;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using IHost = Whorl.Capabilities.Bindings.Spin.Postgres.IHost;

namespace Whorl.Capabilities.Postgres;

/// <summary><c>fermyon:spin/postgres</c> without a version, as the first SDKs import it: every call names the server.</summary>
internal sealed class SpinPostgresV1(SqlAccess access) : IHost
{
    public Result<RowSet, PgError> Query(GuestString address, GuestString statement, ParameterValue[] @params)
    {
        if (!access.Open(new SqlAddress(address.ToString()), ToError).TryGet(out SqlConnection? connection, out PgError error))
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

    public Result<ulong, PgError> Execute(GuestString address, GuestString statement, ParameterValue[] @params)
    {
        if (!access.Open(new SqlAddress(address.ToString()), ToError).TryGet(out SqlConnection? connection, out PgError error))
        {
            return error;
        }

        using (connection)
        {
            return access.Execute(connection, statement.ToString(), () => RdbmsV1.FromGuest(@params), ToError).TryGet(out ulong count, out error) ? count : error;
        }
    }

    private static PgError ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied or FailureKind.BadAddress or FailureKind.Unavailable => PgError.ConnectionFailed(failure.Message),
        FailureKind.BadParameter => PgError.BadParameter(failure.Message),
        FailureKind.Refused or FailureKind.TooLarge => PgError.QueryFailed(failure.Message),
        FailureKind.WrongType => PgError.ValueConversionFailed(failure.Message),
        _ => PgError.OtherError(failure.Message),
    };
}
