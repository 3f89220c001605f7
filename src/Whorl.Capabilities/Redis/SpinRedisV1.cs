using System.Globalization;
using System.Text;
using Whorl.Capabilities.Bindings.Spin.RedisTypes;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Redis.Protocol;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using IHost = Whorl.Capabilities.Bindings.Spin.Redis.IHost;

namespace Whorl.Capabilities.Redis;

/// <summary><c>fermyon:spin/redis</c> without a version, as the first SDKs import it: every call names the server, and errors say nothing.</summary>
internal sealed class SpinRedisV1(RedisAccess access) : IHost
{
    public Result<Unit, Error> Publish(GuestString address, GuestString channel, ReadOnlySpan<byte> payload)
    {
        (string to, byte[] copy) = (channel.ToString(), payload.ToArray());
        return access.Once(RedisTargets.Publish, address.ToString(), (session, call) => session.PublishAsync(to, copy, call), ToError);
    }

    // A key that is not there has no bytes: the interface cannot tell the two apart.
    public Result<ReadOnlyMemory<byte>, Error> Get(GuestString address, GuestString key)
    {
        string name = key.ToString();
        return access.Once(RedisTargets.Get, address.ToString(), (session, call) => session.GetAsync(name, call), ToError).TryGet(out byte[]? value, out Error error)
            ? new ReadOnlyMemory<byte>(value)
            : error;
    }

    public Result<Unit, Error> Set(GuestString address, GuestString key, ReadOnlySpan<byte> value)
    {
        (string name, byte[] copy) = (key.ToString(), value.ToArray());
        return access.Once(RedisTargets.Set, address.ToString(), (session, call) => session.SetAsync(name, copy, call), ToError);
    }

    public Result<long, Error> Incr(GuestString address, GuestString key)
    {
        string name = key.ToString();
        return access.Once(RedisTargets.Incr, address.ToString(), (session, call) => session.IncrementAsync(name, call), ToError);
    }

    public Result<long, Error> Del(GuestString address, string[] keys) =>
        access.Once(RedisTargets.Del, address.ToString(), (session, call) => session.DeleteAsync(keys, call), ToError);

    public Result<long, Error> Sadd(GuestString address, GuestString key, string[] values)
    {
        string name = key.ToString();
        return access.Once(RedisTargets.Sadd, address.ToString(), (session, call) => session.AddMembersAsync(name, values, call), ToError);
    }

    public Result<string[], Error> Smembers(GuestString address, GuestString key)
    {
        string name = key.ToString();
        return access.Once(RedisTargets.Smembers, address.ToString(), (session, call) => session.MembersAsync(name, call), ToError);
    }

    public Result<long, Error> Srem(GuestString address, GuestString key, string[] values)
    {
        string name = key.ToString();
        return access.Once(RedisTargets.Srem, address.ToString(), (session, call) => session.RemoveMembersAsync(name, values, call), ToError);
    }

    public Result<RedisResult[], Error> Execute(GuestString address, GuestString command, RedisParameter[] arguments)
    {
        string name = command.ToString();
        ReadOnlyMemory<byte>[] values = Array.ConvertAll(arguments, Argument);
        return access.Once(RedisTargets.Execute, address.ToString(), (session, call) => session.SendAsync(name, values, call), ToError)
            .TryGet(out RespReply reply, out Error error)
            ? reply.Flatten().Select(Reply).ToArray()
            : error;
    }

    private static Error ToError(Failure failure) => Error.Error;

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
}
