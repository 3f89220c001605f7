using System.Diagnostics;
using Whorl.Components.Hosting;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;
using Whorl.Runtime.Telemetry;
using Whorl.Wasi;

namespace Whorl.Runtime.Events;

/// <summary>The delivery of one event to a component.</summary>
public sealed class EventDelivery : GuestInvocation
{
    /// <summary>Characters of what a guest says that are shown.</summary>
    private const int MaxSaid = 500;

    private readonly TaskCompletionSource<EventResult> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GuestEvent _event;
    private readonly Activity? _span;
    private string? _said;

    private EventDelivery(LoadedComponent component, GuestEvent @event, Activity? span)
        : base(component, depth: 0)
    {
        _event = @event;
        _span = span;
        Cause = span?.Context ?? default;
    }

    /// <summary>Over when the guest is; never fails.</summary>
    public Task<EventResult> Completed => _completed.Task;

    /// <summary>
    /// Begins a delivery. It waits for its turn among the component's calls however many there are: whoever delivers events bounds how
    /// many are under way.
    /// </summary>
    /// <param name="component">The component, which must have a handler of such events.</param>
    /// <param name="event">The event.</param>
    public static EventDelivery Start(LoadedComponent component, GuestEvent @event)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(@event);
        RuntimeTelemetry.CountEvent(component, @event.Trigger);
        var delivery = new EventDelivery(component, @event, StartSpan(component, @event));
        if (!delivery.TryStart())
        {
            delivery.Complete("was not called, because the app is being stopped");
        }

        return delivery;
    }

    /// <inheritdoc/>
    public override bool TryStart() => Component.TryScheduleAdmitted(this);

    /// <inheritdoc/>
    protected override void Call(ComponentInstance instance, WasiContext context) => _said = _event.Deliver(Component.Parts.Events, instance, Aborted);

    /// <inheritdoc/>
    protected override void OnEnded(in GuestOutcome outcome) =>
        Complete(outcome.End != GuestEnd.Returned ? outcome.Describe() : _said is null ? null : $"returned {Shorten(_said)}");

    private static Activity? StartSpan(LoadedComponent component, GuestEvent @event)
    {
        if (!RuntimeTelemetry.Source.HasListeners())
        {
            return null;
        }

        // By the names that OpenTelemetry gives messages; a time is none.
        bool isMessage = @event is not CronRun;
        Activity? span = RuntimeTelemetry.Source.CreateActivity(
            isMessage ? $"{@event.Source} receive" : $"{@event.Source} run", isMessage ? ActivityKind.Consumer : ActivityKind.Internal);
        span?.SetTag(RuntimeTelemetry.AppTag, component.AppName).SetTag(RuntimeTelemetry.ComponentTag, component.Id);
        if (isMessage)
        {
            span?.SetTag("messaging.system", @event.Trigger).SetTag("messaging.operation", "receive").SetTag("messaging.destination.name", @event.Source);
        }

        return RuntimeTelemetry.StartDetached(span);
    }

    private void Complete(string? failure)
    {
        if (failure is not null)
        {
            _span?.SetStatus(ActivityStatusCode.Error, failure);
        }

        _span?.Stop();
        _completed.TrySetResult(new EventResult(failure));
    }

    // It goes to a log, where each entry is a line.
    private static string Shorten(string said)
    {
        string line = said.Length > MaxSaid ? string.Concat(said.AsSpan(0, MaxSaid), "...`") : said;
        return string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
