using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Network;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Loading;

/// <summary>Reduces an app to some of its components.</summary>
public static class ComponentSelection
{
    /// <summary>The app with only the given components, the triggers that run them, and what they depend on.</summary>
    /// <param name="app">The app.</param>
    /// <param name="components">The ids of the components to keep; empty for all.</param>
    /// <exception cref="AppException">An id is unknown, or a component that is kept may call one that is not.</exception>
    public static AppModel Apply(AppModel app, IReadOnlyCollection<string> components)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(components);
        if (components.Count == 0)
        {
            return app;
        }

        var diagnostics = new DiagnosticBag(app.ManifestPath);
        foreach (var id in components.Distinct(StringComparer.Ordinal))
        {
            if (app.TryGetComponent(id, out var component))
            {
                CheckChaining(component, components, diagnostics);
            }
            else
            {
                var ids = app.Components.Select(c => c.Id).ToList();
                diagnostics.Error(
                    DiagnosticCode.UnknownComponent,
                    default,
                    $"there is no component `{id}` to select",
                    NearestMatch.Suggest(id, ids, $"The app has {string.Join(", ", ids.Select(i => $"`{i}`"))}."));
            }
        }

        if (diagnostics.HasErrors)
        {
            throw new AppException(diagnostics.ToImmutable());
        }

        var triggers = app.Triggers.Where(t => t.Component is { } id && components.Contains(id)).ToList();
        var kept = triggers.SelectMany(t => t.ReferencedComponents).ToHashSet(StringComparer.Ordinal);
        var dependencies = app.Components.Where(c => kept.Contains(c.Id)).SelectMany(c => c.Dependencies)
            .Concat(triggers.SelectMany(t => t.Dependencies.Values.SelectMany(d => d)));
        kept.UnionWith(dependencies.Select(d => d.Source).OfType<DependencySource.Component>().Select(c => c.Id).ToList());
        return app with
        {
            Components = [.. app.Components.Where(c => kept.Contains(c.Id))],
            UnselectedComponents = [.. app.Components.Where(c => !kept.Contains(c.Id)).Select(c => c.Id)],
            Triggers = [.. triggers],
        };
    }

    private static void CheckChaining(ComponentModel component, IReadOnlyCollection<string> kept, DiagnosticBag diagnostics)
    {
        foreach (var entry in component.AllowedOutboundHosts)
        {
            // What a template comes to is not known yet.
            if (!AllowedHost.TryParse(entry.Template.Text, out var rule, out _) || !entry.Template.IsLiteral)
            {
                continue;
            }

            if (rule.IsForAllComponents)
            {
                diagnostics.Error(
                    DiagnosticCode.UnknownChainedComponent,
                    entry.Location,
                    $"component `{component.Id}` may call every component (\"{rule}\"), and not all of them are selected",
                    "Name the components that it calls one by one in `allowed_outbound_hosts`, and select them too.");
            }
            else if (rule.ChainedComponent is { } target && !kept.Contains(target))
            {
                diagnostics.Error(
                    DiagnosticCode.UnknownChainedComponent,
                    entry.Location,
                    $"component `{component.Id}` may call `{target}` (\"{rule}\"), which is not selected",
                    "Select it too.");
            }
        }
    }
}
