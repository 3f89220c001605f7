using Whorl.Components.Hosting;

namespace Whorl.Runtime.Events;

/// <summary>A run at a set time.</summary>
/// <param name="due">When it was due.</param>
public sealed class CronRun(DateTimeOffset due) : GuestEvent
{
    internal override string? Deliver(EventGuests guests, ComponentInstance instance, CancellationToken aborted) =>
        guests.Cron!.Run(instance, due, aborted);
}
