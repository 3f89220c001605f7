using System.Diagnostics.CodeAnalysis;
using Whorl.Capabilities.Bindings.Triggers.CronV2;
using Whorl.Capabilities.Bindings.Triggers.CronV3;
using Whorl.Components.Hosting;
using AsyncTypes = Whorl.Capabilities.Bindings.Triggers.Cron.CronTypes;
using PlainTypes = Whorl.Capabilities.Bindings.Triggers.SpinCron.CronTypes;

namespace Whorl.Capabilities.Inbound;

/// <summary>
/// A component that runs at set times: it exports <c>handle-cron-event</c> as <c>fermyon:spin-cron@2.0.0</c> or <c>spin:cron@3.0.0</c> has it. One
/// object serves all its instances.
/// </summary>
public sealed class CronGuest
{
    private readonly CronV2Export? _plain;
    private readonly CronV3Export? _async;

    private CronGuest(CronV2Export? plain, CronV3Export? asynchronous)
    {
        _plain = plain;
        _async = asynchronous;
    }

    /// <summary>Finds the handler in a linked component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="guest">The handler, when the component has one.</param>
    /// <exception cref="LinkException">The component has one of another type.</exception>
    public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out CronGuest? guest)
    {
        ArgumentNullException.ThrowIfNull(component);
        guest = null;
        if (component.TryGetExport("", "handle-cron-event", out ExportedFunction? export))
        {
            CronV2Export? plain = null;
            CronV3Export? asynchronous = null;
            bool found = TaskCalls.IsAsync(export) ? CronV3Export.TryBind(component, out asynchronous) : CronV2Export.TryBind(component, out plain);
            guest = found ? new CronGuest(plain, asynchronous) : null;
        }

        return guest is not null;
    }

    /// <summary>Has the guest do its run.</summary>
    /// <param name="instance">A fresh instance of the component.</param>
    /// <param name="due">When the run was due. The guest gets whole seconds.</param>
    /// <param name="aborted">Ends the waits of a guest that does not block.</param>
    /// <returns>What the guest says went wrong; null if nothing did.</returns>
    public string? Run(ComponentInstance instance, DateTimeOffset due, CancellationToken aborted)
    {
        var timestamp = (ulong)Math.Max(0, due.ToUnixTimeSeconds());
        if (_async is null)
        {
            return _plain!.HandleCronEvent(instance, new PlainTypes.Metadata(timestamp)).TryGet(out _, out PlainTypes.Error plainError)
                ? null
                : $"the error `{plainError.AsOther()}`";
        }

        Result<Unit, AsyncTypes.Error> result = TaskCalls.Finish(instance, _async.HandleCronEvent(instance, new AsyncTypes.Metadata(timestamp)), aborted);
        return result.TryGet(out _, out AsyncTypes.Error error) ? null : $"the error `{error.AsOther()}`";
    }
}
