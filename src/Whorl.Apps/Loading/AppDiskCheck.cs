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
        var diagnostics = new DiagnosticBag(app.ManifestPath);
        if (app.Triggers.IsEmpty)
        {
            // The words are Spin's, which scripts look for.
            diagnostics.Error(DiagnosticCode.NoTriggers, default, "No triggers in app", "Add [[trigger.http]] with a `route` and a `component`.");
        }

        foreach (var component in components)
        {
            if (component.Source is ComponentSource.Local local)
            {
                CheckFile(app, component, local.Path, diagnostics);
            }
            else if (component.Source is ComponentSource.Registered registered)
            {
                diagnostics.Error(
                    DiagnosticCode.UnsupportedSource,
                    component.Location,
                    $"component `{component.Id}` comes from a registry ({registered}), which is not supported yet",
                    "Download it, and write its path, or a { url, digest }, as `source`.");
            }
        }

        return diagnostics.ToImmutable();
    }

    private static void CheckFile(AppModel app, ComponentModel component, string path, DiagnosticBag diagnostics)
    {
        var absolute = Path.Combine(app.Folder, path);
        if (File.Exists(absolute))
        {
            return;
        }

        var isFolder = Directory.Exists(absolute);
        var remedy = isFolder ? "Name the .wasm file in it."
            : component.Build is not null ? "Run `whorl build`, or start with `whorl up --build`."
            : "Check `source`, which is relative to the manifest's folder; or add `build.command` to have it built.";
        diagnostics.Error(
            DiagnosticCode.MissingWasm,
            component.Location,
            $"the Wasm file of component `{component.Id}` {(isFolder ? "is a folder" : "does not exist")}: {absolute}",
            remedy);
    }
}
