using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Cli.Interaction;

namespace Whorl.Cli.Serving;

/// <summary>Finds and reads the app that a command was given, and says what is noteworthy about it.</summary>
internal static class AppFinder
{
    /// <exception cref="AppException">There is no app there, or its manifest has errors: all of them are in the exception.</exception>
    public static AppModel Find(ITerminal terminal, string? app, string? profile)
    {
        var folder = Directory.GetCurrentDirectory();
        var source = AppLocator.Find(app, folder);
        if (source is AppSource.ManifestFile { LevelsUp: > 0 } above)
        {
            terminal.Say($"No '{AppLocator.ManifestName}' in the current folder. Using '{above.Path}' from a folder above.");
        }
        var loaded = AppLoader.Load(source, folder, profile);
        if (loaded.App is null)
        {
            throw new AppException(loaded.Diagnostics);
        }
        Report(terminal, loaded.Diagnostics);
        return loaded.App;
    }

    /// <summary>Shows diagnostics, one or two lines each.</summary>
    public static void Report(ITerminal terminal, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            terminal.Say(diagnostic.ToString());
        }
    }
}
