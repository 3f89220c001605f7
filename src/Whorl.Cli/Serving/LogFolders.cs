using Whorl.Apps.Configuration;
using Whorl.Apps.Model;
using Whorl.Cli.Commands;
using Whorl.Runtime.Logs;

namespace Whorl.Cli.Serving;

/// <summary>Chooses where component output goes.</summary>
internal static class LogFolders
{
    /// <summary>Below the app's state folder (<c>.spin</c> beside the manifest) unless something else is asked for; an empty name means nowhere.</summary>
    /// <exception cref="CommandException">A component to follow is not one of the app's.</exception>
    public static LogOptions Choose(AppModel app, UpOptions options, RuntimeConfig config)
    {
        if (options.Quiet && options.Follow.Count > 0)
        {
            throw new CommandException("--quiet and --follow contradict each other.", "Give one of the two.");
        }

        foreach (string id in options.Follow)
        {
            if (!app.TryGetComponent(id, out _))
            {
                throw new CommandException(
                    $"--follow {id}: the app has no such component.", $"It has {string.Join(", ", app.Components.Select(c => c.Id))}.");
            }
        }

        return new LogOptions
        {
            Folder = FolderOf(app, options, config),
            Truncate = options.TruncateLogs,
            Quiet = options.Quiet,
            Follow = [.. options.Follow],
        };
    }

    private static string? FolderOf(AppModel app, UpOptions options, RuntimeConfig config) => (options.LogFolder ?? config.LogFolder) switch
    {
        "" => null,
        { } named => Path.GetFullPath(named),
        null => StateFolders.Choose(app, options, config) is { } state ? Path.Combine(state, "logs") : null,
    };
}
