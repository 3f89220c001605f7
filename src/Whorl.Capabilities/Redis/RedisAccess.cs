using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Capabilities.Redis.Protocol;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Redis;

/// <summary>What one instance does with Redis servers, whichever interface it does it through.</summary>
internal sealed class RedisAccess(CapabilityScope scope, RespPool pool)
{
    private int _open;

    /// <summary>Opens a session with a server that the manifest allows.</summary>
    public async ValueTask<RedisSession> OpenAsync(string address, CapabilityCall call)
    {
        int most = scope.Grants.MaxConnections;
        if (Interlocked.Increment(ref _open) > most)
        {
            Closed();
            throw new FailureException(FailureKind.TooMany, $"at most {most} connections may be open at once: `outbound-connections` of component `{scope.Grants.Component}`");
        }

        RedisSession? session = null;
        try
        {
            OutboundAnswer where = await scope.RequireOutboundAsync("redis", address, "redis", call.Token).ConfigureAwait(false);
            session = new RedisSession(pool, RedisAddress.Parse(address, where));
            await session.ConnectAsync(call).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session?.Dispose();
            Closed();
            throw;
        }
    }

    public void Closed() => Interlocked.Decrement(ref _open);

    public Result<T, TError> Call<T, TError>(CallTarget target, Func<CapabilityCall, ValueTask<T>> body, Func<Failure, TError> error) =>
        scope.Call(target, body, error);

    public ValueTask<Result<T, TError>> CallAsync<T, TError>(CallTarget target, HostTask task, Func<CapabilityCall, ValueTask<T>> body, Func<Failure, TError> error) =>
        scope.CallAsync(target, task, body, error);

    /// <summary>Runs one command in a session of its own.</summary>
    public Result<T, TError> Once<T, TError>(CallTarget target, string address, Func<RedisSession, CapabilityCall, ValueTask<T>> body, Func<Failure, TError> error) => scope.Call(
        target,
        async call =>
        {
            using RedisSession session = await OpenAsync(address, call).ConfigureAwait(false);
            try
            {
                return await body(session, call).ConfigureAwait(false);
            }
            finally
            {
                Closed();
            }
        },
        error);
}
