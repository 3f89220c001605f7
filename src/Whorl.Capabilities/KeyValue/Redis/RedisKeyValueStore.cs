using System.Globalization;
using System.Text;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Redis.Protocol;

namespace Whorl.Capabilities.KeyValue.Redis;

/// <summary>One store on a Redis server. Numbers are kept as Redis keeps them, in digits.</summary>
internal sealed class RedisKeyValueStore(RespPool pool, RedisAddress address, string label, string prefix) : IKeyValueStore
{
    private const string ReplaceScript =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) return 1 else return 0 end";

    private readonly byte[] _pattern = Encoding.UTF8.GetBytes(Escape(prefix) + "*");

    public async ValueTask<byte[]?> GetAsync(string key, long maxBytes, CapabilityCall call)
    {
        byte[]? value = (await SendAsync("GET", [Key(key)], call).ConfigureAwait(false)).Content;
        return value is null || value.Length <= maxBytes ? value : throw OpenStore.ResultTooLarge(maxBytes);
    }

    public async ValueTask<byte[]?[]> GetManyAsync(string[] keys, long maxBytes, CapabilityCall call)
    {
        if (keys.Length == 0)
        {
            return [];
        }

        RespReply reply = await SendAsync("MGET", [.. keys.Select(Key)], call).ConfigureAwait(false);
        return [.. reply.Items!.Select(item => item.Content)];
    }

    public async ValueTask SetAsync(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> values, CapabilityCall call)
    {
        if (values.Count > 0)
        {
            await SendAsync("MSET", [.. values.SelectMany(v => (ReadOnlyMemory<byte>[])[Key(v.Key), v.Value])], call).ConfigureAwait(false);
        }
    }

    public async ValueTask DeleteAsync(IReadOnlyList<string> keys, CapabilityCall call)
    {
        if (keys.Count > 0)
        {
            await SendAsync("DEL", [.. keys.Select(Key)], call).ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> ExistsAsync(string key, CapabilityCall call) =>
        (await SendAsync("EXISTS", [Key(key)], call).ConfigureAwait(false)).Integer == 1;

    public async ValueTask<KeyPage> ListAsync(string? cursor, CapabilityCall call)
    {
        RespReply reply = await SendAsync("SCAN", [Utf8(cursor ?? "0"), Utf8("MATCH"), _pattern, Utf8("COUNT"), Utf8("1000")], call).ConfigureAwait(false);
        if (reply.Items is not [var next, { Items: { } keys }])
        {
            throw new FailureException(FailureKind.Other, "the server did not answer SCAN with a cursor and keys");
        }

        int skip = Encoding.UTF8.GetByteCount(prefix);
        return new KeyPage([.. keys.Select(key => Encoding.UTF8.GetString(key.Content.AsSpan(skip)))], next.Text == "0" ? null : next.Text);
    }

    public async ValueTask<long> IncrementAsync(string key, long delta, CapabilityCall call) =>
        (await SendAsync("INCRBY", [Key(key), Utf8(delta.ToString(CultureInfo.InvariantCulture))], call).ConfigureAwait(false)).Integer;

    public async ValueTask<bool> SwapAsync(string key, byte[]? expected, ReadOnlyMemory<byte> value, CapabilityCall call)
    {
        if (expected is null)
        {
            return (await SendAsync("SET", [Key(key), value, Utf8("NX")], call).ConfigureAwait(false)).Kind != RespKind.Nil;
        }

        RespReply reply = await SendAsync("EVAL", [Utf8(ReplaceScript), Utf8("1"), Key(key), expected, value], call).ConfigureAwait(false);
        return reply.Integer == 1;
    }

    private async ValueTask<RespReply> SendAsync(string command, ReadOnlyMemory<byte>[] arguments, CapabilityCall call)
    {
        using RespPool.Lease lease = await pool.TakeAsync(address, call.About(label).Token).ConfigureAwait(false);
        try
        {
            return await lease.Connection.SendAsync(command, arguments, call.Token).ConfigureAwait(false);
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.Refused && !e.Message.StartsWith("ERR ", StringComparison.Ordinal))
        {
            // No password, no permission, no memory, no disk: the operator's affair. What begins with ERR is about the command.
            throw new FailureException(FailureKind.Unavailable, $"{address.Host}:{address.Port} refused {command}: {e.Message}", e);
        }
    }

    private ReadOnlyMemory<byte> Key(string key) => Utf8(prefix + key);

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The text as a pattern that matches nothing else.</summary>
    private static string Escape(string text) => string.Concat(text.Select(c => c is '*' or '?' or '[' or ']' or '\\' or '^' ? $"\\{c}" : c.ToString()));
}
