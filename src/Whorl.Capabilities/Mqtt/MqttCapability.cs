using System.Collections.Concurrent;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Network;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Mqtt;

/// <summary>Lets components publish to the MQTT servers that their <c>allowed_outbound_hosts</c> name.</summary>
/// <param name="budget">The connections that the app may have open at a time.</param>
/// <param name="maxPayloadBytes">The bytes of a message; null for the default.</param>
public sealed class MqttCapability(ConnectionBudget budget, int? maxPayloadBytes) : Capability
{
    private readonly ConcurrentDictionary<MqttServerKey, MqttLink> _links = new();

    /// <inheritdoc/>
    public override string Name => "mqtt";

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.SpinV2_0_0.Mqtt.Glue.Interface, state => new SpinMqtt(Access(state)));
        linker.Add(Bindings.Mqtt.Mqtt.Glue.Interface, state => new SpinMqtt3(Access(state)));

        MqttAccess Access(object? state) => new(scope(state), _links, budget, maxPayloadBytes);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        foreach (MqttLink link in _links.Values)
        {
            link.Dispose();
        }

        return base.DisposeAsync();
    }
}
