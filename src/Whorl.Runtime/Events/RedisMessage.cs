using Whorl.Components.Hosting;

namespace Whorl.Runtime.Events;

/// <summary>A message of a Redis channel.</summary>
/// <param name="channel">The channel.</param>
/// <param name="payload">Its content.</param>
public sealed class RedisMessage(string channel, byte[] payload) : GuestEvent
{
    internal override string Trigger => "redis";

    internal override string Source => channel;

    internal override string? Deliver(EventGuests guests, ComponentInstance instance, CancellationToken aborted) =>
        guests.Redis!.Handle(instance, payload, aborted);
}
