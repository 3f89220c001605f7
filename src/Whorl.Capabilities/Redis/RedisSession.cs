using System.Collections.Frozen;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Redis.Protocol;

namespace Whorl.Capabilities.Redis;

/// <summary>
/// A guest's connection to a server. It has a connection of its own as long as it is open, so that a transaction stays in one; a
/// lost connection is made anew with the next command.
/// </summary>
internal sealed class RedisSession : IDisposable
{
    /// <summary>Commands after which the server sends what nobody asked for, or nothing at all.</summary>
    private static readonly FrozenSet<string> s_refused =
        new[] { "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR", "HELLO", "SYNC", "PSYNC", "CLIENT" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Commands whose effect on the connection outlasts them.</summary>
    private static readonly FrozenSet<string> s_changing =
        new[] { "MULTI", "WATCH", "SELECT", "AUTH", "READONLY", "READWRITE", "ASKING", "RESET", "QUIT" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly RespPool _pool;
    private readonly RedisAddress _address;
    private readonly Turn _turn;
    private RespPool.Lease? _lease;

    public RedisSession(RespPool pool, RedisAddress address)
    {
        _pool = pool;
        _address = address;
        _turn = new Turn(() => _lease?.Dispose());
    }

    /// <summary>Connects, unless it is connected.</summary>
    public async ValueTask ConnectAsync(CapabilityCall call)
    {
        if (_lease is { Connection.IsBroken: true })
        {
            _lease.Dispose();
            _lease = null;
        }

        _lease ??= await _pool.TakeAsync(_address, call.Token).ConfigureAwait(false);
    }

    public ValueTask<RespReply> SendAsync(string command, IReadOnlyList<ReadOnlyMemory<byte>> arguments, CapabilityCall call) =>
        _turn.RunAsync(() => SendNowAsync(command, arguments, call), call.Token);

    public void Dispose() => _turn.Dispose();

    private async ValueTask<RespReply> SendNowAsync(string command, IReadOnlyList<ReadOnlyMemory<byte>> arguments, CapabilityCall call)
    {
        if (s_refused.Contains(command))
        {
            throw new FailureException(FailureKind.Refused, $"{command.ToUpperInvariant()} cannot be used here: a connection serves one command with one reply after another");
        }

        await ConnectAsync(call).ConfigureAwait(false);
        RespConnection connection = _lease!.Connection;
        connection.IsChanged |= s_changing.Contains(command);
        return await connection.SendAsync(command, arguments, call.Token).ConfigureAwait(false);
    }
}
