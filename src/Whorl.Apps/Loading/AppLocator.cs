using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Loading;

/// <summary>Finds the app that a user means.</summary>
public static class AppLocator
{
    /// <summary>The name of a manifest.</summary>
    public const string ManifestName = "spin.toml";

    private const int MaxLevelsUp = 19;

    /// <summary>Finds an app.</summary>
    /// <param name="from">A manifest, a folder with one, or a Wasm file; null to search the working folder and those above it.</param>
    /// <param name="workingFolder">What a relative path starts from.</param>
    /// <exception cref="AppException">There is none, with what to do about it.</exception>
    public static AppSource Find(string? from, string workingFolder)
    {
        ArgumentNullException.ThrowIfNull(workingFolder);
        return from is null ? Search(workingFolder) : Resolve(from, workingFolder);
    }

    private static AppSource Resolve(string from, string workingFolder)
    {
        var path = Path.Combine(workingFolder, from);
        if (File.Exists(path))
        {
            return Path.GetExtension(path) is ".wasm" or ".wat" ? new AppSource.WasmFile(from) : new AppSource.ManifestFile(from, 0);
        }

        if (Directory.Exists(path))
        {
            var manifest = Path.Combine(from, ManifestName);
            return File.Exists(Path.Combine(workingFolder, manifest))
                ? new AppSource.ManifestFile(manifest, 0)
                : throw new AppException(
                    DiagnosticCode.UnreadableFile,
                    $"the folder {from} has no {ManifestName}",
                    "Name the folder of an app, a manifest, or a .wasm file with -f.");
        }

        var remedy = LooksLikeReference(from)
            ? "If it names an app in a registry: such apps cannot be run yet. Run it from its source folder."
            : $"Name a {ManifestName}, a folder that has one, or a .wasm file with -f.";
        throw new AppException(DiagnosticCode.UnreadableFile, $"there is no file or folder {from}", remedy);
    }

    // The search ends at the root of a Git repository: what lies above belongs to something else.
    private static AppSource.ManifestFile Search(string workingFolder)
    {
        var folder = "";
        for (var level = 0; level <= MaxLevelsUp; level++)
        {
            var absolute = Path.GetFullPath(Path.Combine(workingFolder, folder));
            var manifest = Path.Combine(folder, ManifestName);
            if (File.Exists(Path.Combine(workingFolder, manifest)))
            {
                return new AppSource.ManifestFile(manifest, level);
            }

            if ((level > 0 && Directory.Exists(Path.Combine(absolute, ".git"))) || Path.GetDirectoryName(absolute) is null)
            {
                break;
            }

            folder = Path.Combine("..", folder);
        }

        throw new AppException(
            DiagnosticCode.UnreadableFile,
            $"there is no {ManifestName} in {workingFolder} or above it",
            "Go to the folder of an app, or name one with -f.");
    }

    // <registry>/<name>, where a registry has a dot or a port.
    private static bool LooksLikeReference(string text) =>
        text.Split('/') is [{ Length: > 0 } registry, _, ..] && registry[0] != '.' && registry.AsSpan().ContainsAny('.', ':');
}
