using System.Collections.Immutable;
using System.Globalization;
using Whorl.Apps.Model;

namespace Whorl.Apps.Loading;

/// <summary>
/// Moves the middleware of HTTP triggers to the components behind it: what is loaded is a component with all that stands before it. One that
/// several triggers run, with different middleware or with none, becomes several, as in Spin.
/// </summary>
public static class MiddlewareChains
{
    /// <summary>The app with the middleware at its components, and none at its triggers.</summary>
    public static AppModel Apply(AppModel app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.HttpTriggers.All(t => t.Middleware.IsEmpty))
        {
            return app;
        }

        var runs = app.Triggers.Where(t => t.Component is not null).GroupBy(t => t.Component!, StringComparer.Ordinal);
        var shared = runs.Where(r => r.Count() > 1).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var components = app.Components.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var order = app.Components.Select(c => c.Id).ToList();
        var triggers = ImmutableArray.CreateBuilder<TriggerModel>(app.Triggers.Length);
        foreach (var trigger in app.Triggers)
        {
            if (trigger is not HttpTriggerModel { Component: { } id, Middleware.IsEmpty: false })
            {
                triggers.Add(trigger);
                continue;
            }

            var own = shared.Contains(id) ? FreeId($"{id}-for-{trigger.Id}", components) : id;
            if (components.TryAdd(own, components[id]))
            {
                order.Add(own);
            }

            components[own] = components[own] with { Id = own, DeclaredId = id, Middleware = trigger.Middleware };
            triggers.Add(trigger with { Component = own, Dependencies = trigger.Dependencies.Remove(TriggerModel.MiddlewareRole) });
        }

        return app with { Components = [.. order.Select(id => components[id])], Triggers = triggers.MoveToImmutable() };
    }

    private static string FreeId(string id, Dictionary<string, ComponentModel> taken)
    {
        var free = id;
        for (var i = 1; taken.ContainsKey(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{id}-d{i}");
        }

        return free;
    }
}
