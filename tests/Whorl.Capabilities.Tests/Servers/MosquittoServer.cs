using System.Globalization;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>A Mosquitto server.</summary>
public sealed class MosquittoServer : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private ServerProcess? _process;

    public int Port { get; } = ServerProcess.FreePort();

    public string Url => $"mqtt://127.0.0.1:{Port}";

    public async ValueTask InitializeAsync()
    {
        string config = _folder.PathOf("mosquitto.conf");
        await File.WriteAllTextAsync(config, string.Create(
            CultureInfo.InvariantCulture, $"listener {Port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_dest stderr\n"));
        _process = await ServerProcess.StartAsync("/usr/sbin/mosquitto", "running", ["-c", config]);
    }

    /// <summary>Ends the server as a crash would.</summary>
    public void Kill() => _process!.Dispose();

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
