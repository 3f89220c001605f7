using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Network;
using Whorl.Capabilities.Redis.Protocol;

namespace Whorl.Capabilities.KeyValue.Redis;

/// <summary>Keeps stores on a Redis server, which several apps may share: keys begin with the app's name and the store's label.</summary>
public sealed class RedisKeyValueBackend : IKeyValueBackend
{
    private const int MaxConnections = 128;
    private readonly RespPool _pool = new(new ConnectionBudget(MaxConnections));
    private readonly RedisAddress _address;

    /// <summary>Makes the backend. Connects when a store is used.</summary>
    /// <param name="url">The server: <c>redis://user:password@host:port/database</c>, or <c>rediss://</c> for TLS.</param>
    /// <exception cref="FailureException">The URL is not one.</exception>
    public RedisKeyValueBackend(string url) => _address = RedisAddress.Parse(url);

    /// <inheritdoc/>
    public IKeyValueStore Open(string app, string label) => new RedisKeyValueStore(_pool, _address, label, $"{Segment(app)}/{Segment(label)}/");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _pool.Dispose();
        return ValueTask.CompletedTask;
    }

    // No name reaches into what belongs to another by a slash of its own.
    private static string Segment(string name) => name.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}
