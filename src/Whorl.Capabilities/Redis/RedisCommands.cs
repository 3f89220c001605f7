using System.Text;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Redis.Protocol;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Redis;

/// <summary>The commands that guests have functions for.</summary>
internal static class RedisCommands
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async ValueTask<Unit> PublishAsync(this RedisSession session, string channel, byte[] payload, CapabilityCall call)
    {
        await session.SendAsync("PUBLISH", [Utf8(channel), payload], call).ConfigureAwait(false);
        return default;
    }

    public static async ValueTask<byte[]?> GetAsync(this RedisSession session, string key, CapabilityCall call) =>
        (await session.SendAsync("GET", [Utf8(key)], call).ConfigureAwait(false)).Content;

    public static async ValueTask<Unit> SetAsync(this RedisSession session, string key, byte[] value, CapabilityCall call)
    {
        await session.SendAsync("SET", [Utf8(key), value], call).ConfigureAwait(false);
        return default;
    }

    public static ValueTask<long> IncrementAsync(this RedisSession session, string key, CapabilityCall call) => NumberAsync(session, "INCR", [Utf8(key)], call);

    public static ValueTask<long> DeleteAsync(this RedisSession session, string[] keys, CapabilityCall call) =>
        keys.Length == 0 ? new(0L) : NumberAsync(session, "DEL", Array.ConvertAll(keys, Utf8), call);

    public static ValueTask<long> AddMembersAsync(this RedisSession session, string key, string[] values, CapabilityCall call) =>
        values.Length == 0 ? new(0L) : NumberAsync(session, "SADD", [Utf8(key), .. values.Select(Utf8)], call);

    public static ValueTask<long> RemoveMembersAsync(this RedisSession session, string key, string[] values, CapabilityCall call) =>
        values.Length == 0 ? new(0L) : NumberAsync(session, "SREM", [Utf8(key), .. values.Select(Utf8)], call);

    public static async ValueTask<string[]> MembersAsync(this RedisSession session, string key, CapabilityCall call)
    {
        RespReply reply = await session.SendAsync("SMEMBERS", [Utf8(key)], call).ConfigureAwait(false);
        try
        {
            return [.. reply.Flatten().Select(item => s_strict.GetString(item.Content ?? []))];
        }
        catch (DecoderFallbackException e)
        {
            throw new FailureException(FailureKind.WrongType, $"a member of `{key}` is not UTF-8; use execute for bytes", e);
        }
    }

    private static async ValueTask<long> NumberAsync(RedisSession session, string command, ReadOnlyMemory<byte>[] arguments, CapabilityCall call)
    {
        RespReply reply = await session.SendAsync(command, arguments, call).ConfigureAwait(false);
        return reply.Kind == RespKind.Integer
            ? reply.Integer
            : throw new FailureException(FailureKind.WrongType, $"{command} was not answered with a number; within a transaction use execute");
    }

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
