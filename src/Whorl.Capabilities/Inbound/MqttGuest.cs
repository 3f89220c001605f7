using System.Diagnostics.CodeAnalysis;
using Whorl.Capabilities.Bindings.Triggers.V1.MqttV1;
using Whorl.Capabilities.Bindings.Triggers.V3.MqttV3;
using Whorl.Components.Hosting;
using AsyncTypes = Whorl.Capabilities.Bindings.Triggers.V3.MqttTrigger.SpinMqttTypes;
using PlainTypes = Whorl.Capabilities.Bindings.Triggers.V1.MqttTrigger.SpinMqttTypes;

namespace Whorl.Capabilities.Inbound;

/// <summary>
/// A component that takes messages of MQTT topics: it exports <c>handle-message</c> as <c>spin:mqtt-trigger</c> has it, or its version 3.0.0. One
/// object serves all its instances.
/// </summary>
public sealed class MqttGuest
{
    private readonly MqttV1Export? _plain;
    private readonly MqttV3Export? _async;

    private MqttGuest(MqttV1Export? plain, MqttV3Export? asynchronous)
    {
        _plain = plain;
        _async = asynchronous;
    }

    /// <summary>Finds the handler in a linked component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="guest">The handler, when the component has one.</param>
    /// <exception cref="LinkException">The component has one of another type.</exception>
    public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out MqttGuest? guest)
    {
        ArgumentNullException.ThrowIfNull(component);
        guest = null;
        if (component.TryGetExport("", "handle-message", out ExportedFunction? export))
        {
            MqttV1Export? plain = null;
            MqttV3Export? asynchronous = null;
            bool found = TaskCalls.IsAsync(export) ? MqttV3Export.TryBind(component, out asynchronous) : MqttV1Export.TryBind(component, out plain);
            guest = found ? new MqttGuest(plain, asynchronous) : null;
        }

        return guest is not null;
    }

    /// <summary>Gives a message to the guest.</summary>
    /// <param name="instance">A fresh instance of the component.</param>
    /// <param name="topic">The topic that the message was published to.</param>
    /// <param name="message">The message.</param>
    /// <param name="aborted">Ends the waits of a guest that does not block.</param>
    /// <returns>What the guest says went wrong; null if nothing did.</returns>
    public string? Handle(ComponentInstance instance, string topic, byte[] message, CancellationToken aborted)
    {
        if (_async is null)
        {
            return _plain!.HandleMessage(instance, message, new PlainTypes.Metadata(topic)).TryGet(out _, out PlainTypes.Error plainError)
                ? null
                : $"the error `{plainError.AsOther()}`";
        }

        Result<Unit, AsyncTypes.Error> result = TaskCalls.Finish(instance, _async.HandleMessage(instance, message, new AsyncTypes.Metadata(topic)), aborted);
        return result.TryGet(out _, out AsyncTypes.Error error) ? null : $"the error `{error.AsOther()}`";
    }
}
