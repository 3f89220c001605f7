using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Databases;

/// <summary>What one instance does with servers of one kind, whichever interface it does it through.</summary>
/// <param name="scope">The instance.</param>
/// <param name="name">The capability's name.</param>
/// <param name="scheme">The scheme that the manifest's rules have for such servers.</param>
/// <param name="connect">Connects to where a check has led.</param>
internal sealed class SqlAccess(
    CapabilityScope scope, string name, string scheme, Func<SqlAddress, OutboundAnswer, CapabilityCall, ValueTask<SqlSession>> connect)
{
    private readonly CallTarget _open = new(name, "open");
    private readonly CallTarget _query = new(name, "query");
    private readonly CallTarget _execute = new(name, "execute");
    private int _connections;

    public Result<SqlConnection, TError> Open<TError>(SqlAddress address, Func<Failure, TError> error) =>
        scope.Call(_open, call => OpenAsync(address, call), error);

    public ValueTask<Result<SqlConnection, TError>> OpenAsync<TError>(SqlAddress address, HostTask task, Func<Failure, TError> error) =>
        scope.CallAsync(_open, task, call => OpenAsync(address, call), error);

    public Result<SqlRows, TError> Query<TError>(SqlConnection connection, string statement, Func<object?[]> parameters, Func<Failure, TError> error) =>
        scope.Call(_query, call => connection.Session.QueryAsync(statement, parameters(), call), error);

    public ValueTask<Result<SqlRows, TError>> QueryAsync<TError>(
        SqlConnection connection, string statement, Func<object?[]> parameters, HostTask task, Func<Failure, TError> error) =>
        scope.CallAsync(_query, task, call => connection.Session.QueryAsync(statement, parameters(), call), error);

    public Result<ulong, TError> Execute<TError>(SqlConnection connection, string statement, Func<object?[]> parameters, Func<Failure, TError> error) =>
        scope.Call(_execute, call => connection.Session.ExecuteAsync(statement, parameters(), call), error);

    public ValueTask<Result<ulong, TError>> ExecuteAsync<TError>(
        SqlConnection connection, string statement, Func<object?[]> parameters, HostTask task, Func<Failure, TError> error) =>
        scope.CallAsync(_execute, task, call => connection.Session.ExecuteAsync(statement, parameters(), call), error);

    private async ValueTask<SqlConnection> OpenAsync(SqlAddress address, CapabilityCall call)
    {
        if (Interlocked.Increment(ref _connections) > scope.Grants.MaxConnections)
        {
            Closed();
            throw new FailureException(
                FailureKind.TooMany,
                $"at most {scope.Grants.MaxConnections} connections may be open at once: `outbound-connections` of component `{scope.Grants.Component}`");
        }

        try
        {
            OutboundAnswer where = await scope.RequireOutboundAsync(name, address.ToCheck(scheme), scheme, call.Token).ConfigureAwait(false);
            return new SqlConnection(await ConnectAsync(address, where, call).ConfigureAwait(false), Closed);
        }
        catch
        {
            Closed();
            throw;
        }
    }

    private async ValueTask<SqlSession> ConnectAsync(SqlAddress address, OutboundAnswer where, CapabilityCall call)
    {
        try
        {
            return await connect(address, where, call).ConfigureAwait(false);
        }
        catch (Exception e) when (SqlFailure.OfConnecting(where, e) is { } failure)
        {
            throw failure;
        }
    }

    private void Closed() => Interlocked.Decrement(ref _connections);
}
