using System.Globalization;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>A Redis server.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private ServerProcess? _process;

    /// <summary>The port it listens at, also while it is down.</summary>
    public int Port { get; } = ServerProcess.FreePort();

    public string Url => $"redis://127.0.0.1:{Port}";

    public async ValueTask InitializeAsync() => _process = await ServerProcess.StartAsync(
        "redis-server",
        "Ready to accept connections",
        ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder.Path, "--appendonly", "yes", "--appendfsync", "always", "--save", ""]);

    /// <summary>Ends the server as a crash would.</summary>
    public void Kill() => _process!.Dispose();

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
