using Whorl.Apps.Configuration;
using Whorl.Apps.Model;
using Whorl.Cli.Commands;

namespace Whorl.Cli.Serving;

/// <summary>Chooses the folder that keeps an app's state.</summary>
internal static class StateFolders
{
    /// <summary><c>--state-dir</c>, else <c>state_dir</c> of the runtime configuration, else <c>.spin</c> beside the manifest; an empty name means nowhere.</summary>
    /// <returns>An absolute path; null when state is kept in memory.</returns>
    public static string? Choose(AppModel app, UpOptions options, RuntimeConfig config) => (options.StateFolder ?? config.StateFolder) switch
    {
        "" => null,
        { } folder => Path.GetFullPath(folder),
        null => app.ManifestPath is null ? null : Path.Combine(app.Folder, ".spin"),
    };
}
