using System.Globalization;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Gives every trigger an id and every component that is defined in place an id and a place among the others.</summary>
internal static class Normalizer
{
    public static void Run(AppConfig app, DiagnosticBag diagnostics)
    {
        RemoveDuplicateComponents(app, diagnostics);
        NameTriggers(app, diagnostics);
        NameInlineComponents(app);
        SpreadInheritance(app, diagnostics);
    }

    // Version 2 cannot write an id twice, but version 1 can.
    private static void RemoveDuplicateComponents(AppConfig app, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, ComponentConfig>(StringComparer.Ordinal);
        foreach (var component in app.Components.ToList())
        {
            if (!seen.TryAdd(component.Id.Value, component))
            {
                var id = component.Id.Value;
                var line = seen[id].Id.Location.Line;
                diagnostics.Error(
                    DiagnosticCode.DuplicateComponent,
                    component.Id.Location,
                    string.Create(CultureInfo.InvariantCulture, $"component `{id}` is defined again; the first one is in line {line}"),
                    "Give one of them another id.");
                app.Components.Remove(component);
                app.Triggers.RemoveAll(t => t.Id?.Location == component.Id.Location);
            }
        }
    }

    private static void NameTriggers(AppConfig app, DiagnosticBag diagnostics)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var trigger in app.Triggers)
        {
            if (trigger.Id is { Value: not "" } id && !ids.Add(id.Value))
            {
                diagnostics.Error(
                    DiagnosticCode.DuplicateTrigger,
                    id.Location,
                    $"another trigger has the id `{id.Value}` too",
                    "Give one of them another id.");
            }
        }

        foreach (var byType in app.Triggers.GroupBy(t => t.Type, StringComparer.Ordinal))
        {
            var counter = 1;
            foreach (var trigger in byType.Where(t => t.Id is null or { Value: "" }))
            {
                var name = $"{trigger.Component?.Id}-{trigger.Type}-trigger";
                if (trigger.Component?.Id is null || !ids.Add(name))
                {
                    name = NextFree($"{trigger.Type}-trigger", ref counter, ids);
                }

                trigger.Id = new Located<string>(name, trigger.Location);
            }
        }
    }

    private static void NameInlineComponents(AppConfig app)
    {
        var ids = app.Components.Select(c => c.Id.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var trigger in app.Triggers)
        {
            var references = trigger.AllComponents.ToList();
            var counter = 1;
            foreach (var reference in references)
            {
                if (reference.Inline is not { } component)
                {
                    continue;
                }

                var id = $"{trigger.Id!.Value.Value}-component";
                if (references.Count > 1 || !Identifiers.IsKebab(id) || !ids.Add(id))
                {
                    id = NextFree("inline-component", ref counter, ids);
                }

                reference.Id = id;
                component.Id = new Located<string>(id, reference.Location);
                app.Components.Add(component);
                app.ComponentIds.Add(id);
            }
        }
    }

    private static void SpreadInheritance(AppConfig app, DiagnosticBag diagnostics)
    {
        foreach (var component in app.Components.Where(c => c.DependenciesInherit is not null))
        {
            var inherit = component.DependenciesInherit!.Value;
            if (component.Dependencies.Exists(d => d.Inherits is not null))
            {
                diagnostics.Error(
                    DiagnosticCode.ConflictingKeys,
                    inherit.Location,
                    $"component `{component.Id.Value}` has `dependencies_inherit_configuration`, "
                    + "and one of its dependencies has `inherit_configuration`",
                    "Use one or the other.");
            }

            var inherited = inherit.Value ? InheritedCapabilities.All : InheritedCapabilities.None;
            component.Dependencies = component.Dependencies.ConvertAll(d => d with { Inherits = d.Inherits ?? inherited });
        }
    }

    private static string NextFree(string prefix, ref int counter, HashSet<string> taken)
    {
        while (true)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}{counter}");
            if (taken.Add(id))
            {
                return id;
            }

            counter++;
        }
    }
}
