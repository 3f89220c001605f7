using Whorl.Apps.Diagnostics;
using Whorl.Apps.Manifest;
using Whorl.Apps.Manifest.V1;
using Whorl.Apps.Model;
using Whorl.Apps.Routing;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Loading;

/// <summary>Makes the model of an app. What must be on the disk besides the manifest is checked by <see cref="AppDiskCheck"/>.</summary>
public static class AppLoader
{
    private const long MaxManifestBytes = 4L << 20;

    /// <summary>Loads an app.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="workingFolder">What a relative path in <paramref name="source"/> starts from.</param>
    /// <param name="profile">The build profile to apply; null for none.</param>
    public static AppLoadResult Load(AppSource source, string workingFolder, string? profile = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is AppSource.WasmFile wasm)
        {
            return LoadWasm(wasm, workingFolder, profile);
        }

        var path = ((AppSource.ManifestFile)source).Path;
        var absolute = Path.GetFullPath(path, workingFolder);
        string text;
        try
        {
            var length = new FileInfo(absolute).Length;
            if (length > MaxManifestBytes)
            {
                return Unreadable(path, $"it has {length} bytes; a manifest has at most {MaxManifestBytes}");
            }

            text = File.ReadAllText(absolute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, e.Message);
        }

        return Parse(text, Path.GetDirectoryName(absolute)!, path, profile);
    }

    /// <summary>Makes the model of an app from the text of its manifest, of either version.</summary>
    /// <param name="text">The manifest.</param>
    /// <param name="folder">The absolute path of the folder it stands in.</param>
    /// <param name="manifestPath">What messages call the file.</param>
    /// <param name="profile">The build profile to apply; null for none.</param>
    public static AppLoadResult Parse(string text, string folder, string manifestPath, string? profile = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var diagnostics = new DiagnosticBag(manifestPath);
        AppModel? app = null;
        if (TomlReader.Read(text, diagnostics) is { } root)
        {
            var config = ManifestVersions.Detect(root, diagnostics) switch
            {
                1 => V1Reader.Read(root, diagnostics),
                2 => V2Reader.Read(root, diagnostics),
                _ => null,
            };
            app = config is null ? null : ModelBuilder.Build(config, folder, manifestPath, profile, diagnostics);
        }

        return new AppLoadResult(app, diagnostics.ToImmutable());
    }

    private static AppLoadResult LoadWasm(AppSource.WasmFile wasm, string workingFolder, string? profile)
    {
        if (profile is not null)
        {
            return Failure(
                DiagnosticCode.UnknownProfile, wasm.Path, $"a bare Wasm file has no profile `{profile}`", "Leave out --profile.");
        }

        const string route = "/...";
        const string component = "http-trigger1-component";
        var name = Path.GetFileNameWithoutExtension(wasm.Path);
        var app = new AppModel
        {
            Name = name,
            Folder = Path.GetFullPath(workingFolder),
            Components = [new ComponentModel { Id = component, Source = new ComponentSource.Local(wasm.Path) }],
            Triggers =
            [
                new HttpTriggerModel
                {
                    Id = "http-trigger1",
                    Type = HttpTriggerBuilder.Type,
                    Component = component,
                    Route = route,
                    Pattern = RoutePattern.Everything,
                },
            ],
        };
        return new AppLoadResult(app, []);
    }

    private static AppLoadResult Unreadable(string path, string message) =>
        Failure(DiagnosticCode.UnreadableFile, path, $"cannot read the manifest: {message}", remedy: null);

    private static AppLoadResult Failure(DiagnosticCode code, string path, string message, string? remedy) =>
        new(null, [new Diagnostic(DiagnosticSeverity.Error, code, path, default, message, remedy)]);
}
