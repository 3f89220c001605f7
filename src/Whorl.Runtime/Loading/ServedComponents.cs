using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;

namespace Whorl.Runtime.Loading;

/// <summary>Finds out which components of an app are to be loaded, and what the app asks for that is not there yet.</summary>
internal static class ServedComponents
{
    private static readonly string[] s_types = ["http", "redis", "mqtt", "cron", "command"];

    /// <summary>The components that triggers name, each once, in the order of the manifest. Others are never loaded.</summary>
    public static ImmutableArray<ComponentModel> Of(AppModel app)
    {
        var named = app.Triggers.Where(CanRun).SelectMany(t => t.ReferencedComponents).ToHashSet(StringComparer.Ordinal);
        return [.. app.Components.Where(c => named.Contains(c.Id))];
    }

    /// <summary>Reports what cannot be run. What is not supported is refused, not ignored: the app would misbehave without it.</summary>
    public static IEnumerable<Diagnostic> FindUnsupported(AppModel app)
    {
        foreach (TriggerModel trigger in app.Triggers)
        {
            if (!CanRun(trigger))
            {
                yield return Error(
                    app,
                    DiagnosticCode.UnsupportedTrigger,
                    trigger.Location,
                    $"trigger `{trigger.Id}` is of type `{trigger.Type}`, which cannot be run",
                    $"Only {string.Join(", ", s_types.Select(t => $"`{t}`"))} triggers can.");
            }
        }
    }

    private static bool CanRun(TriggerModel trigger) => s_types.Contains(trigger.Type);

    /// <summary>What to do about a component that needs more memory.</summary>
    public static string RaiseMemory(ComponentModel component) =>
        $"Raise `memory` in [component.{component.DeclaredId}.tool.whorl.limits] (or --max-instance-memory).";

    /// <summary>An error about a place in an app's manifest.</summary>
    public static Diagnostic Error(AppModel app, DiagnosticCode code, SourceLocation location, string message, string? remedy) =>
        new(DiagnosticSeverity.Error, code, app.ManifestPath, location, message, remedy);
}
