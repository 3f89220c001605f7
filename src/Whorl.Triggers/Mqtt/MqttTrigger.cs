using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Apps.Templates;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Mqtt;

/// <summary>Calls components for the messages of MQTT topics.</summary>
public sealed class MqttTrigger : SourceTrigger
{
    private MqttTrigger(List<MqttListener> listeners)
        : base(listeners) => Topics = [.. listeners.Select(l => l.Topic)];

    /// <inheritdoc/>
    public override string Type => "mqtt";

    /// <summary>What is listened to, each with the component that is called.</summary>
    public IReadOnlyList<MqttTopic> Topics { get; }

    /// <summary>
    /// Starts to listen. When the task completes, each server was tried once: one that cannot be reached does not keep the app from
    /// starting, but is tried again until it can.
    /// </summary>
    /// <param name="app">The app; it must outlive the trigger.</param>
    /// <param name="loggers">Takes what there is to say about servers and messages.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="TriggerException">A setting has no value, or one that cannot be used.</exception>
    public static async Task<MqttTrigger> StartAsync(LoadedApp app, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(loggers);
        var listeners = new List<MqttListener>();
        ILogger logger = loggers.CreateLogger("Whorl.Triggers.Mqtt");
        foreach (MqttTriggerModel model in app.Model.Triggers.OfType<MqttTriggerModel>())
        {
            MqttLogin login = await ReadAsync(app, model, cancellationToken).ConfigureAwait(false);
            string topic = await TriggerText.ResolveAsync(app, model, "topic", model.Topic, cancellationToken).ConfigureAwait(false);
            listeners.Add(new MqttListener(app, model, login, new MqttTopic(login.Address.ToString(), topic, model.Component!), logger));
        }

        var trigger = new MqttTrigger(listeners);
        await Task.WhenAll(listeners.Select(l => l.Tried)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return trigger;
    }

    private static async Task<MqttLogin> ReadAsync(LoadedApp app, MqttTriggerModel model, CancellationToken cancellationToken)
    {
        MqttServerModel server = model.Server;
        string address = await ResolveAsync("address", server.Address).ConfigureAwait(false);
        if (!MqttAddress.TryParse(address, out MqttAddress? parsed))
        {
            throw new TriggerException(
                $"`address` in [application.trigger.mqtt] of {app.Model.Name} is {(server.Address.IsLiteral ? $"`{address}`" : $"made from `{server.Address.Text}`")}, which is no address",
                "Write it as mqtt://host:port, or mqtts:// for TLS, and the user in `username` and `password`.");
        }

        string? clientId = server.ClientId is { } name ? await ResolveAsync("client_id", name).ConfigureAwait(false) : null;
        return new MqttLogin(
            parsed,
            await ResolveAsync("username", server.User).ConfigureAwait(false),
            await ResolveAsync("password", server.Password).ConfigureAwait(false),
            server.KeepAlive,
            string.IsNullOrEmpty(clientId) ? null : $"{clientId}-{model.Id}");

        Task<string> ResolveAsync(string key, Template template) => TriggerText.ResolveAsync(app, model, key, template, cancellationToken);
    }
}
