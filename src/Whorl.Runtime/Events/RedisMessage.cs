using Whorl.Components.Hosting;

namespace Whorl.Runtime.Events;

/// <summary>A message of a Redis channel.</summary>
/// <param name="payload">Its content.</param>
public sealed class RedisMessage(byte[] payload) : GuestEvent
{
    internal override string? Deliver(EventGuests guests, ComponentInstance instance, CancellationToken aborted) =>
        guests.Redis!.Handle(instance, payload, aborted);
}
