using System.Collections.Concurrent;
using Whorl.Capabilities.Network;

namespace Whorl.Capabilities.Redis.Protocol;

/// <summary>Connections to Redis servers, used again by the instances of an app. A connection has one user at a time.</summary>
internal sealed class RespPool(ConnectionBudget budget) : IDisposable
{
    private const int MaxAddresses = 256;
    private const int MaxIdle = 32;
    private static readonly TimeSpan s_maxIdleTime = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<RedisAddress, ConcurrentStack<RespConnection>> _idle = new();

    /// <summary>Takes a connection, a new one if none is idle.</summary>
    public async ValueTask<Lease> TakeAsync(RedisAddress address, CancellationToken cancellationToken)
    {
        IDisposable permit = await budget.TakeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Lease(this, address, TryTakeIdle(address) ?? await RespConnection.ConnectAsync(address, cancellationToken).ConfigureAwait(false), permit);
        }
        catch
        {
            permit.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (ConcurrentStack<RespConnection> idle in _idle.Values)
        {
            Close(idle);
        }

        budget.Dispose();
    }

    private RespConnection? TryTakeIdle(RedisAddress address)
    {
        if (_idle.TryGetValue(address, out ConcurrentStack<RespConnection>? idle))
        {
            while (idle.TryPop(out RespConnection? connection))
            {
                if (connection.IsAlive && Environment.TickCount64 - connection.LastUsed < s_maxIdleTime.TotalMilliseconds)
                {
                    return connection;
                }

                connection.Dispose();
            }
        }

        return null;
    }

    private void Return(RedisAddress address, RespConnection connection)
    {
        if (connection.IsBroken || connection.IsChanged)
        {
            connection.Dispose();
            return;
        }

        // Guests make up addresses; idle connections to ever more of them would never be used again.
        if (_idle.Count > MaxAddresses)
        {
            foreach ((RedisAddress other, ConcurrentStack<RespConnection> _) in _idle)
            {
                if (_idle.TryRemove(other, out ConcurrentStack<RespConnection>? removed))
                {
                    Close(removed);
                }
            }
        }

        ConcurrentStack<RespConnection> idle = _idle.GetOrAdd(address, _ => new());
        if (idle.Count >= MaxIdle)
        {
            connection.Dispose();
            return;
        }

        connection.LastUsed = Environment.TickCount64;
        idle.Push(connection);
    }

    private static void Close(ConcurrentStack<RespConnection> idle)
    {
        while (idle.TryPop(out RespConnection? connection))
        {
            connection.Dispose();
        }
    }

    /// <summary>A connection in use; given back when disposed.</summary>
    public sealed class Lease(RespPool pool, RedisAddress address, RespConnection connection, IDisposable permit) : IDisposable
    {
        private bool _returned;

        public RespConnection Connection => connection;

        public void Dispose()
        {
            if (!_returned)
            {
                _returned = true;
                pool.Return(address, connection);
                permit.Dispose();
            }
        }
    }
}
