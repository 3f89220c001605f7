using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;

namespace Whorl.Apps.Loading;

/// <summary>Checks what must be there for an app to start, apart from the <c>files</c> of its components.</summary>
public static class AppDiskCheck
{
    /// <summary>Reports an app without triggers, and components whose Wasm cannot be had.</summary>
    /// <param name="app">The app.</param>
    /// <param name="components">The components that will be loaded.</param>
    public static ImmutableArray<Diagnostic> Run(AppModel app, IEnumerable<ComponentModel> components)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(components);
        ImmutableArray<Diagnostic> problems = [.. components.Select(c => FindSourceProblem(app, c)).OfType<Diagnostic>()];

        if (!app.Triggers.IsEmpty)
        {
            return problems;
        }

        // The words are Spin's, which scripts look for.
        const string remedy = "Add [[trigger.http]] with a `route` and a `component`.";
        return [Error(app, default, DiagnosticCode.NoTriggers, "No triggers in app", remedy), .. problems];
    }

    /// <summary>Why the Wasm of a component cannot be had; null when nothing is known against it.</summary>
    internal static Diagnostic? FindSourceProblem(AppModel app, ComponentModel component)
    {
        if (component.Source is ComponentSource.Registered registered)
        {
            return Error(
                app,
                component.Location,
                DiagnosticCode.UnsupportedSource,
                $"component `{component.Id}` comes from a registry ({registered}), which is not supported yet",
                "Download it, and write its path, or a { url, digest }, as `source`.");
        }

        if (component.Source is not ComponentSource.Local local)
        {
            return null;
        }

        var path = Path.GetFullPath(local.Path, app.Folder);
        if (File.Exists(path))
        {
            return null;
        }

        var isFolder = Directory.Exists(path);
        var remedy = isFolder ? "Name the .wasm file in it."
            : component.Build is not null ? "Run `whorl build`, or start with `whorl up --build`."
            : "Check `source`, which is relative to the manifest's folder; or add `build.command` to have it built.";
        return Error(
            app,
            component.Location,
            DiagnosticCode.MissingWasm,
            $"the Wasm file of component `{component.Id}` {(isFolder ? "is a folder" : "does not exist")}: {path}",
            remedy);
    }

    private static Diagnostic Error(AppModel app, SourceLocation location, DiagnosticCode code, string message, string remedy) =>
        new(DiagnosticSeverity.Error, code, app.ManifestPath, location, message, remedy);
}
