using System.Globalization;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>A Mosquitto server.</summary>
public class MosquittoServer : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private ServerProcess? _process;

    public int Port { get; } = ServerProcess.FreePort();

    public string Url => $"mqtt://127.0.0.1:{Port}";

    /// <summary>Whether it keeps what it knows when it is told to end.</summary>
    protected virtual bool IsPersistent => false;

    public async ValueTask InitializeAsync()
    {
        string config = _folder.PathOf("mosquitto.conf");
        string persistence = IsPersistent
            ? $"persistence true\npersistence_location {_folder.Path}/\nuser root\n"
            : "persistence false\n";
        await File.WriteAllTextAsync(config, string.Create(
            CultureInfo.InvariantCulture, $"listener {Port} 127.0.0.1\nallow_anonymous true\n{persistence}log_dest stderr\n"));
        _process = await ServerProcess.StartAsync("/usr/sbin/mosquitto", "running", ["-c", config]);
    }

    /// <summary>Tells the server to end.</summary>
    public Task TerminateAsync() => _process!.TerminateAsync();

    /// <summary>Ends the server as a crash would.</summary>
    public void Kill() => _process!.Dispose();

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
