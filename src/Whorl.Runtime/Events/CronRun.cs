using Whorl.Components.Hosting;

namespace Whorl.Runtime.Events;

/// <summary>A run at a set time.</summary>
/// <param name="schedule">The trigger that has set the time.</param>
/// <param name="due">When it was due.</param>
public sealed class CronRun(string schedule, DateTimeOffset due) : GuestEvent
{
    internal override string Trigger => "cron";

    internal override string Source => schedule;

    internal override string? Deliver(EventGuests guests, ComponentInstance instance, CancellationToken aborted) =>
        guests.Cron!.Run(instance, due, aborted);
}
