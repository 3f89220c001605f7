using System.Globalization;
using System.Text;
using Whorl.Capabilities.Bindings.SpinV2_0_0.Redis;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Redis.Protocol;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Redis;

/// <summary><c>fermyon:spin/redis@2.0.0</c>.</summary>
internal sealed class SpinRedis(RedisAccess access) : IHost
{
    public Result<IConnection, Error> ConnectionOpen(GuestString address)
    {
        string url = address.ToString();
        return access.Call(RedisTargets.Open, call => access.OpenAsync(url, call), ToError).TryGet(out RedisSession? session, out Error error)
            ? new Connection(access, session)
            : error;
    }

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
        public Result<Unit, Error> Publish(GuestString channel, ReadOnlySpan<byte> payload)
        {
            (string to, byte[] copy) = (channel.ToString(), payload.ToArray());
            return access.Call(RedisTargets.Publish, call => session.PublishAsync(to, copy, call), ToError);
        }

        public Result<Option<ReadOnlyMemory<byte>>, Error> Get(GuestString key)
        {
            string name = key.ToString();
            return access.Call(RedisTargets.Get, call => session.GetAsync(name, call), ToError).TryGet(out byte[]? value, out Error error)
                ? value is null ? Option<ReadOnlyMemory<byte>>.None : new ReadOnlyMemory<byte>(value)
                : error;
        }

        public Result<Unit, Error> Set(GuestString key, ReadOnlySpan<byte> value)
        {
            (string name, byte[] copy) = (key.ToString(), value.ToArray());
            return access.Call(RedisTargets.Set, call => session.SetAsync(name, copy, call), ToError);
        }

        public Result<long, Error> Incr(GuestString key)
        {
            string name = key.ToString();
            return access.Call(RedisTargets.Incr, call => session.IncrementAsync(name, call), ToError);
        }

        public Result<uint, Error> Del(string[] keys) => Count(RedisTargets.Del, call => session.DeleteAsync(keys, call));

        public Result<uint, Error> Sadd(GuestString key, string[] values)
        {
            string name = key.ToString();
            return Count(RedisTargets.Sadd, call => session.AddMembersAsync(name, values, call));
        }

        public Result<string[], Error> Smembers(GuestString key)
        {
            string name = key.ToString();
            return access.Call(RedisTargets.Smembers, call => session.MembersAsync(name, call), ToError);
        }

        public Result<uint, Error> Srem(GuestString key, string[] values)
        {
            string name = key.ToString();
            return Count(RedisTargets.Srem, call => session.RemoveMembersAsync(name, values, call));
        }

        public Result<RedisResult[], Error> Execute(GuestString command, RedisParameter[] arguments)
        {
            string name = command.ToString();
            ReadOnlyMemory<byte>[] values = Array.ConvertAll(arguments, Argument);
            return access.Call(RedisTargets.Execute, call => session.SendAsync(name, values, call), ToError).TryGet(out RespReply reply, out Error error)
                ? reply.Flatten().Select(Reply).ToArray()
                : error;
        }

        public void Dispose()
        {
            session.Dispose();
            access.Closed();
        }

        private Result<uint, Error> Count(CallTarget target, Func<CapabilityCall, ValueTask<long>> body) =>
            access.Call(target, body, ToError).TryGet(out long count, out Error error) ? (uint)count : error;
    }
}
