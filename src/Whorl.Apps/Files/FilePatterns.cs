using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Files;

/// <summary>Checks <c>files</c> and <c>exclude_files</c> as far as that goes without the disk.</summary>
internal static class FilePatterns
{
    public static void Check(IEnumerable<FilesEntry> files, IEnumerable<Located<string>> excludes, string owner, DiagnosticBag diagnostics)
    {
        foreach (var entry in files)
        {
            if (entry is FilesEntry.Pattern pattern)
            {
                CheckPattern(pattern, owner, diagnostics);
            }
            else if (entry is FilesEntry.Placement placement)
            {
                CheckPlacement(placement, owner, diagnostics);
            }
        }

        foreach (var exclude in excludes)
        {
            if (!Glob.TryParse(exclude.Value, starCrossesSlash: true, out _, out var error))
            {
                diagnostics.Error(
                    DiagnosticCode.BadFilePattern,
                    exclude.Location,
                    $"`{exclude.Value}` in `exclude_files` of {owner} is not a glob: {error}");
            }
        }
    }

    private static void CheckPattern(FilesEntry.Pattern pattern, string owner, DiagnosticBag diagnostics)
    {
        var text = pattern.Text;
        var what = $"`{text}` in `files` of {owner}";
        if (text.Length == 0 || text.Split('/')[^1] is "." or "..")
        {
            diagnostics.Error(
                DiagnosticCode.BadFilePattern,
                pattern.Location,
                $"{what} names no file or folder",
                "Name a folder, end the glob in `/**/*`, or write { source = \"...\", destination = \"...\" }.");
        }
        else if (Path.IsPathRooted(text) || text.Split('/').Contains(".."))
        {
            Outside(what, pattern.Location, diagnostics);
        }
        else if (text is "*" or "**/*")
        {
            diagnostics.Warning(
                DiagnosticCode.WholeFolder,
                pattern.Location,
                $"{what} takes in the whole folder of the app, with sources and secrets in it",
                $"Name the folders that the component needs; if it is meant, write \"./{text}\".");
        }
        else if (!Glob.TryParse(text, starCrossesSlash: false, out _, out var error))
        {
            diagnostics.Error(DiagnosticCode.BadFilePattern, pattern.Location, $"{what} is not a glob: {error}");
        }
    }

    private static void CheckPlacement(FilesEntry.Placement placement, string owner, DiagnosticBag diagnostics)
    {
        if (placement.Source.Length == 0 || Path.IsPathRooted(placement.Source) || placement.Source.Split('/').Contains(".."))
        {
            Outside($"source `{placement.Source}` in `files` of {owner}", placement.Location, diagnostics);
        }

        if (placement.Destination.Length == 0 || placement.Destination.Split('/').Contains(".."))
        {
            diagnostics.Error(
                DiagnosticCode.BadFilePattern,
                placement.Location,
                $"destination `{placement.Destination}` in `files` of {owner} is not a path from the component's root",
                "Write an absolute path without `..`, such as \"/\" or \"/assets\".");
        }
    }

    private static void Outside(string what, SourceLocation location, DiagnosticBag diagnostics) =>
        diagnostics.Error(
            DiagnosticCode.FileOutsideApp,
            location,
            $"{what} is not a path inside the app's folder",
            "Move the files into the folder that the manifest is in, and write the path relative to it.");
}
