using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Components.Hosting;

namespace Whorl.Runtime.Loading;

/// <summary>Finds out whether a component exports what its triggers, other than HTTP, call.</summary>
internal static class TriggerHandlers
{
    /// <summary>Checks a component.</summary>
    /// <param name="app">The app.</param>
    /// <param name="component">The component.</param>
    /// <param name="triggers">The triggers that name it.</param>
    /// <param name="parts">What it exports.</param>
    /// <exception cref="AppException">Something is missing; tells of all triggers.</exception>
    public static void Check(AppModel app, ComponentModel component, IEnumerable<TriggerModel> triggers, CompiledParts parts)
    {
        ImmutableArray<Diagnostic> missing = [.. triggers.Select(t => Find(app, component, t, parts)).OfType<Diagnostic>()];
        if (!missing.IsEmpty)
        {
            throw new AppException(missing);
        }
    }

    /// <summary>The exports of a component, for messages.</summary>
    public static string ExportsOf(ComponentPre linked) =>
        linked.Exports.IsEmpty ? "nothing" : string.Join(", ", linked.Exports.Select(e => $"`{e.Name}`"));

    private static Diagnostic? Find(AppModel app, ComponentModel component, TriggerModel trigger, CompiledParts parts)
    {
        (bool isThere, string wanted, string remedy) = trigger switch
        {
            RedisTriggerModel => (
                parts.Events.Redis is not null,
                "neither `fermyon:spin/inbound-redis` nor `spin:redis/inbound-redis@3.0.0`",
                "Build it for a world that exports one of them."),
            MqttTriggerModel => (
                parts.Events.Mqtt is not null, "not `handle-message`", "Build it for the world spin:mqtt-trigger/spin-mqtt, with or without @3.0.0."),
            CronTriggerModel => (
                parts.Events.Cron is not null,
                "not `handle-cron-event`",
                "Build it for the world fermyon:spin-cron/spin-cron@2.0.0 or spin:cron/spin-cron@3.0.0."),
            CommandTriggerModel => (
                parts.Program is not null,
                "not `wasi:cli/run`",
                "Build it for the world wasi:cli/command, or as a WASI preview 1 program."),
            _ => (true, "", ""),
        };
        return isThere ? null : ServedComponents.Error(
            app,
            DiagnosticCode.NoHandler,
            trigger.Location,
            $"component `{component.Id}` cannot be called by trigger `{trigger.Id}`: it exports {ExportsOf(parts.Linked)}, but {wanted}",
            remedy);
    }
}
