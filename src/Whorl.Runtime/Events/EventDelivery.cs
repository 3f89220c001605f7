using Whorl.Components.Hosting;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;
using Whorl.Wasi;

namespace Whorl.Runtime.Events;

/// <summary>The delivery of one event to a component.</summary>
public sealed class EventDelivery : GuestInvocation
{
    /// <summary>Characters of what a guest says that are shown.</summary>
    private const int MaxSaid = 500;

    private readonly TaskCompletionSource<EventResult> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GuestEvent _event;
    private string? _said;

    private EventDelivery(LoadedComponent component, GuestEvent @event)
        : base(component, depth: 0)
    {
        _event = @event;
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
        var delivery = new EventDelivery(component, @event);
        if (!delivery.TryStart())
        {
            delivery._completed.SetResult(new EventResult("was not called, because the app is being stopped"));
        }

        return delivery;
    }

    /// <inheritdoc/>
    public override bool TryStart() => Component.TryScheduleAdmitted(this);

    /// <inheritdoc/>
    protected override void Call(ComponentInstance instance, WasiContext context) => _said = _event.Deliver(Component.Parts.Events, instance, Aborted);

    /// <inheritdoc/>
    protected override void OnEnded(in GuestOutcome outcome) =>
        _completed.TrySetResult(new EventResult(outcome.End == GuestEnd.Returned ? _said is null ? null : $"returned {Shorten(_said)}" : outcome.Describe()));

    // It goes to a log, where each entry is a line.
    private static string Shorten(string said)
    {
        string line = said.Length > MaxSaid ? string.Concat(said.AsSpan(0, MaxSaid), "...`") : said;
        return string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
