using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;

namespace Whorl.Apps.Manifest;

/// <summary>Checks what dependencies there are against each other.</summary>
internal static class DependencyChecks
{
    public static void Run(AppConfig app, DiagnosticBag diagnostics)
    {
        foreach (var component in app.Components)
        {
            DependencyNames.CheckDisjoint(component.Dependencies, $"component `{component.Id.Value}`", diagnostics);
        }

        foreach (var dependency in app.AllDependencies())
        {
            if (dependency.Source is DependencySource.Component { Id: var id }
                && app.Components.Find(c => c.Id.Value == id) is { } component
                && CapabilitiesOf(component) is { Count: > 0 } capabilities)
            {
                diagnostics.Error(
                    DiagnosticCode.DependencyHasCapabilities,
                    dependency.Location,
                    $"component `{id}` cannot serve as a dependency, because it has {string.Join(", ", capabilities)} of its own",
                    "A dependency has nothing but what it inherits: remove them, and let it inherit with `inherit_configuration`.");
            }
        }
    }

    /// <summary>Every dependency of the app's components and triggers.</summary>
    public static IEnumerable<DependencyConfig> AllDependencies(this AppConfig app) =>
        app.Components.SelectMany(c => c.Dependencies).Concat(app.Triggers.SelectMany(t => t.Dependencies).SelectMany(d => d.Dependencies));

    private static List<string> CapabilitiesOf(ComponentConfig component)
    {
        (string Key, bool Has)[] capabilities =
        [
            ("ai_models", component.AiModels.Count > 0),
            ("allowed_outbound_hosts", component.AllowedOutboundHosts.Count > 0),
            ("dependencies", component.Dependencies.Count > 0),
            ("environment", component.Environment.Count > 0),
            ("files", component.Files.Count > 0),
            ("key_value_stores", component.KeyValueStores.Count > 0),
            ("sqlite_databases", component.SqliteDatabases.Count > 0),
            ("variables", component.Variables.Count > 0),
        ];
        return [.. capabilities.Where(c => c.Has).Select(c => $"`{c.Key}`")];
    }
}
