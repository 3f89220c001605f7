using System.Globalization;
using System.Text;
using Whorl.Capabilities.Bindings.Redis.Redis;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Redis.Protocol;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Redis;

/// <summary><c>spin:redis@3.0.0</c>, which does not block.</summary>
internal sealed class SpinRedis3(RedisAccess access) : IHost
{
    public async ValueTask<Result<IConnection, Error>> ConnectionOpen(string address, HostTask task) =>
        (await access.CallAsync(RedisTargets.Open, task, call => access.OpenAsync(address, call), ToError).ConfigureAwait(false))
            .TryGet(out RedisSession? session, out Error error)
            ? new Connection(access, session)
            : error;

    private static Error ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied or FailureKind.BadAddress => Error.InvalidAddress,
        FailureKind.TooMany => Error.TooManyConnections,
        FailureKind.WrongType => Error.TypeError,
        _ => Error.Other(failure.Message),
    };

    private static ReadOnlyMemory<byte> Argument(RedisParameter parameter) => parameter.Kind == RedisParameterKind.Int64
        ? Encoding.ASCII.GetBytes(parameter.AsInt64().ToString(CultureInfo.InvariantCulture))
        : parameter.AsBinary();

    private static RedisResult Reply(RespReply reply) => reply.Kind switch
    {
        RespKind.Status => RedisResult.Status(reply.Text),
        RespKind.Integer => RedisResult.Int64(reply.Integer),
        RespKind.Bytes => RedisResult.Binary(reply.Content!),
        _ => RedisResult.Nil,
    };

    private sealed class Connection(RedisAccess access, RedisSession session) : IConnection
    {
        public ValueTask<Result<Unit, Error>> Publish(string channel, byte[] payload, HostTask task) =>
            Call(RedisTargets.Publish, task, call => session.PublishAsync(channel, payload, call));

        public async ValueTask<Result<Option<ReadOnlyMemory<byte>>, Error>> Get(string key, HostTask task) =>
            (await Call(RedisTargets.Get, task, call => session.GetAsync(key, call)).ConfigureAwait(false)).TryGet(out byte[]? value, out Error error)
                ? value is null ? Option<ReadOnlyMemory<byte>>.None : new ReadOnlyMemory<byte>(value)
                : error;

        public ValueTask<Result<Unit, Error>> Set(string key, byte[] value, HostTask task) =>
            Call(RedisTargets.Set, task, call => session.SetAsync(key, value, call));

        public ValueTask<Result<long, Error>> Incr(string key, HostTask task) => Call(RedisTargets.Incr, task, call => session.IncrementAsync(key, call));

        public ValueTask<Result<uint, Error>> Del(string[] keys, HostTask task) =>
            CountAsync(RedisTargets.Del, task, call => session.DeleteAsync(keys, call));

        public ValueTask<Result<uint, Error>> Sadd(string key, string[] values, HostTask task) =>
            CountAsync(RedisTargets.Sadd, task, call => session.AddMembersAsync(key, values, call));

        public ValueTask<Result<string[], Error>> Smembers(string key, HostTask task) =>
            Call(RedisTargets.Smembers, task, call => session.MembersAsync(key, call));

        public ValueTask<Result<uint, Error>> Srem(string key, string[] values, HostTask task) =>
            CountAsync(RedisTargets.Srem, task, call => session.RemoveMembersAsync(key, values, call));

        public async ValueTask<Result<RedisResult[], Error>> Execute(string command, RedisParameter[] arguments, HostTask task)
        {
            ReadOnlyMemory<byte>[] values = Array.ConvertAll(arguments, Argument);
            return (await Call(RedisTargets.Execute, task, call => session.SendAsync(command, values, call)).ConfigureAwait(false))
                .TryGet(out RespReply reply, out Error error)
                ? reply.Flatten().Select(Reply).ToArray()
                : error;
        }

        public void Dispose()
        {
            session.Dispose();
            access.Closed();
        }

        private ValueTask<Result<T, Error>> Call<T>(CallTarget target, HostTask task, Func<CapabilityCall, ValueTask<T>> body) =>
            access.CallAsync(target, task, body, ToError);

        private async ValueTask<Result<uint, Error>> CountAsync(CallTarget target, HostTask task, Func<CapabilityCall, ValueTask<long>> body) =>
            (await Call(target, task, body).ConfigureAwait(false)).TryGet(out long count, out Error error) ? (uint)count : error;
    }
}
