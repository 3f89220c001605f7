namespace Whorl.Capabilities.Tests.Servers;

/// <summary>Database servers refuse to run as root; then they run as the user that their package has made.</summary>
internal static class ServerUser
{
    public static (string Command, IEnumerable<string> Arguments) Run(string user, string command, IEnumerable<string> arguments) => Environment.IsPrivilegedProcess
        ? ("setpriv", ["--reuid", user, "--regid", user, "--clear-groups", command, .. arguments])
        : (command, arguments);

    /// <summary>Lets the user into a folder of ours.</summary>
    public static async Task GiveAsync(string user, string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await ServerProcess.RunAsync("chown", ["-R", $"{user}:", folder]);
        }
    }
}
