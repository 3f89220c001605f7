using System.Globalization;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>A MariaDB server.</summary>
public sealed class MariaDbServer : IAsyncLifetime
{
    private const string User = "mysql";
    private readonly TestFolder _folder = new();
    private ServerProcess? _process;
    private bool _isMade;

    /// <summary>The port it listens at, also while it is down.</summary>
    public int Port { get; } = ServerProcess.FreePort();

    public string Url => $"mysql://tester:secret@127.0.0.1:{Port}/app?ssl-mode=disabled";

    public async ValueTask InitializeAsync()
    {
        string data = _folder.PathOf("data"), sql = _folder.PathOf("init.sql");
        if (!_isMade)
        {
            _isMade = true;
            await ServerUser.GiveAsync(User, _folder.Path);
            (string make, IEnumerable<string> how) = ServerUser.Run(
                User, "mariadb-install-db", ["--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"]);
            await ServerProcess.RunAsync(make, how);
            await File.WriteAllTextAsync(
                sql,
                "CREATE DATABASE IF NOT EXISTS app;\nCREATE USER IF NOT EXISTS 'tester'@'127.0.0.1' IDENTIFIED BY 'secret';\nGRANT ALL ON app.* TO 'tester'@'127.0.0.1';\n");
            await ServerUser.GiveAsync(User, _folder.Path);
        }

        (string command, IEnumerable<string> arguments) = ServerUser.Run(
            User,
            "/usr/sbin/mariadbd",
            [
                "--no-defaults", $"--datadir={data}", $"--socket={_folder.PathOf("socket")}", $"--pid-file={_folder.PathOf("pid")}", $"--init-file={sql}",
                "--bind-address=127.0.0.1", "--skip-name-resolve", string.Create(CultureInfo.InvariantCulture, $"--port={Port}"),
            ]);
        _process = await ServerProcess.StartAsync(command, "ready for connections", arguments);
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
