using Whorl.Components.Hosting;

namespace Whorl.Runtime.Events;

/// <summary>A message of an MQTT topic.</summary>
/// <param name="topic">The topic that it was published to.</param>
/// <param name="payload">Its content.</param>
public sealed class MqttMessage(string topic, byte[] payload) : GuestEvent
{
    internal override string Trigger => "mqtt";

    internal override string Source => topic;

    internal override string? Deliver(EventGuests guests, ComponentInstance instance, CancellationToken aborted) =>
        guests.Mqtt!.Handle(instance, topic, payload, aborted);
}
