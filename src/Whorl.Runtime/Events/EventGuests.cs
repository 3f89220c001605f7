using Whorl.Apps.Model;
using Whorl.Capabilities.Inbound;
using Whorl.Components.Hosting;

namespace Whorl.Runtime.Events;

/// <summary>What a component exports to be called by triggers other than HTTP.</summary>
/// <param name="Redis">Its handler of Redis messages, if it has one and a trigger uses it.</param>
/// <param name="Mqtt">The same for MQTT.</param>
/// <param name="Cron">The same for runs at set times.</param>
internal sealed record EventGuests(RedisGuest? Redis, MqttGuest? Mqtt, CronGuest? Cron)
{
    /// <summary>
    /// Finds what the triggers of a component call. What none of them calls may be of any type: a function that is called
    /// <c>handle-message</c> need not be for MQTT.
    /// </summary>
    /// <param name="component">The component.</param>
    /// <param name="triggers">The triggers that name it.</param>
    /// <exception cref="LinkException">The component has a handler of another type.</exception>
    public static EventGuests Bind(ComponentPre component, IReadOnlyCollection<TriggerModel> triggers)
    {
        RedisGuest? redis = null;
        MqttGuest? mqtt = null;
        CronGuest? cron = null;
        _ = triggers.Any(t => t is RedisTriggerModel) && RedisGuest.TryBind(component, out redis);
        _ = triggers.Any(t => t is MqttTriggerModel) && MqttGuest.TryBind(component, out mqtt);
        _ = triggers.Any(t => t is CronTriggerModel) && CronGuest.TryBind(component, out cron);
        return new EventGuests(redis, mqtt, cron);
    }
}
