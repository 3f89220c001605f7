using System.Globalization;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>A PostgreSQL server.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string User = "postgres";
    private readonly TestFolder _folder = new();
    private ServerProcess? _process;
    private bool _isMade;

    /// <summary>The port it listens at, also while it is down.</summary>
    public int Port { get; } = ServerProcess.FreePort();

    public string Url => $"postgres://tester:se%40cret@127.0.0.1:{Port}/postgres?sslmode=disable";

    public async ValueTask InitializeAsync()
    {
        string bin = Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin/";
        string data = _folder.PathOf("data");
        if (!_isMade)
        {
            _isMade = true;
            await File.WriteAllTextAsync(_folder.PathOf("password"), "se@cret");
            await ServerUser.GiveAsync(User, _folder.Path);
            (string make, IEnumerable<string> how) = ServerUser.Run(
                User, bin + "initdb", ["-D", data, "-U", "tester", "--auth=scram-sha-256", "--pwfile", _folder.PathOf("password"), "-E", "UTF8", "--no-sync"]);
            await ServerProcess.RunAsync(make, how);
        }

        (string command, IEnumerable<string> arguments) = ServerUser.Run(
            User,
            bin + "postgres",
            ["-D", data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder.Path}", "-c", "max_connections=50"]);
        _process = await ServerProcess.StartAsync(command, "ready to accept connections", arguments);
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
