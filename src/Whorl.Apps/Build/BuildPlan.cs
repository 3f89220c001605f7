using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Build;

/// <summary>What to run, in which order, to build an app: what a component depends on comes before it.</summary>
public sealed class BuildPlan
{
    private BuildPlan(ImmutableArray<BuildStep> steps, ImmutableArray<Diagnostic> warnings)
    {
        Steps = steps;
        Warnings = warnings;
    }

    /// <summary>The commands in the order to run them in; the first that fails ends the build. Empty when no component has any.</summary>
    public ImmutableArray<BuildStep> Steps { get; }

    /// <summary>What the user should know besides.</summary>
    public ImmutableArray<Diagnostic> Warnings { get; }

    /// <summary>Makes the plan.</summary>
    /// <param name="app">The app, with its profile applied.</param>
    /// <param name="components">The ids of the components to build; empty for all.</param>
    /// <exception cref="AppException">An id is not one of the app's.</exception>
    public static BuildPlan Create(AppModel app, IReadOnlyCollection<string> components)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(components);
        var diagnostics = new DiagnosticBag(app.ManifestPath);
        var ids = app.Components.Select(c => c.Id).ToList();
        foreach (var unknown in components.Except(ids, StringComparer.Ordinal))
        {
            diagnostics.Error(
                DiagnosticCode.UnknownComponent,
                default,
                $"there is no component `{unknown}` to build",
                NearestMatch.Suggest(unknown, ids, $"The app has {string.Join(", ", ids.Select(i => $"`{i}`"))}."));
        }

        if (diagnostics.HasErrors)
        {
            throw new AppException(diagnostics.ToImmutable());
        }

        var chosen = app.Components.Where(c => components.Count == 0 || components.Contains(c.Id)).ToList();
        var order = Sort(chosen, app.Folder, diagnostics);
        return new BuildPlan([.. order.SelectMany(c => StepsOf(c, app.Folder))], diagnostics.ToImmutable());
    }

    private static IEnumerable<BuildStep> StepsOf(ComponentModel component, string folder)
    {
        if (component.Build is not { } build)
        {
            return [];
        }

        var workingFolder = Path.GetFullPath(Path.Combine(folder, build.WorkingFolder ?? ""));
        return build.Commands.Select((command, i) => new BuildStep(component.Id, command, workingFolder, i + 1, build.Commands.Length));
    }

    private static List<ComponentModel> Sort(List<ComponentModel> components, string folder, DiagnosticBag diagnostics)
    {
        var needs = components.ToDictionary(
            c => c.Id, c => components.Where(other => c.Dependencies.Any(d => IsFrom(d, other, folder))).ToList(), StringComparer.Ordinal);
        var sorted = new List<ComponentModel>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (sorted.Count < components.Count)
        {
            // The first that waits for nothing more: without dependencies, the order of the manifest.
            var next = components.Find(c => !done.Contains(c.Id) && needs[c.Id].TrueForAll(n => done.Contains(n.Id)));
            if (next is null)
            {
                var circle = string.Join(", ", components.Where(c => !done.Contains(c.Id)).Select(c => $"`{c.Id}`"));
                diagnostics.Warning(
                    DiagnosticCode.BuildCycle,
                    default,
                    $"components {circle} depend on each other in a circle; they are built in the order of the manifest");
                return components;
            }

            done.Add(next.Id);
            sorted.Add(next);
        }

        return sorted;
    }

    private static bool IsFrom(DependencyModel dependency, ComponentModel component, string folder) => dependency.Source switch
    {
        DependencySource.Component named => named.Id == component.Id,
        DependencySource.Local local => component.Source is ComponentSource.Local source
            && Path.GetFullPath(local.Path, folder) == Path.GetFullPath(source.Path, folder),
        _ => false,
    };
}
