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
        ImmutableArray<Diagnostic> problems = [.. components.SelectMany(c => Needs(app, c)).Select(need => FindSourceProblem(app, need)).OfType<Diagnostic>()];

        if (!app.Triggers.IsEmpty)
        {
            return problems;
        }

        // The words are Spin's, which scripts look for.
        const string remedy = "Add [[trigger.http]] with a `route` and a `component`.";
        return [Error(app, default, DiagnosticCode.NoTriggers, "No triggers in app", remedy), .. problems];
    }

    /// <summary>A component's own Wasm, and that of what it depends on.</summary>
    private static IEnumerable<WasmRequest> Needs(AppModel app, ComponentModel component)
    {
        var own = WasmRequest.Of(component);
        return component.Dependencies.Concat(component.Middleware).Select(dependency => WasmRequest.Of(app, dependency, own.Name)).Prepend(own);
    }

    /// <summary>Why a Wasm file cannot be had; null when nothing is known against it.</summary>
    internal static Diagnostic? FindSourceProblem(AppModel app, WasmRequest need)
    {
        if (need.Source is not ComponentSource.Local local)
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
            : need.IsBuilt ? "Run `whorl build`, or start with `whorl up --build`."
            : "Check `source`, which is relative to the manifest's folder; or add `build.command` to have it built.";
        return Error(
            app,
            need.Location,
            DiagnosticCode.MissingWasm,
            $"the Wasm file of {need.Name} {(isFolder ? "is a folder" : "does not exist")}: {path}",
            remedy);
    }

    private static Diagnostic Error(AppModel app, SourceLocation location, DiagnosticCode code, string message, string remedy) =>
        new(DiagnosticSeverity.Error, code, app.ManifestPath, location, message, remedy);
}
