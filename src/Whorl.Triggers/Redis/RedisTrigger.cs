using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Redis;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Redis;

/// <summary>Calls components for the messages of Redis channels.</summary>
public sealed class RedisTrigger : SourceTrigger
{
    private RedisTrigger(List<RedisListener> listeners)
        : base(listeners) => Channels = [.. listeners.Select(l => l.Channel)];

    /// <inheritdoc/>
    public override string Type => "redis";

    /// <summary>What is listened to, each with the component that is called.</summary>
    public IReadOnlyList<RedisChannel> Channels { get; }

    /// <summary>
    /// Starts to listen. When the task completes, each server was tried once: one that cannot be reached does not keep the app from
    /// starting, but is tried again until it can.
    /// </summary>
    /// <param name="app">The app; it must outlive the trigger.</param>
    /// <param name="loggers">Takes what there is to say about servers and messages.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="TriggerException">A setting has no value, or one that cannot be used.</exception>
    public static async Task<RedisTrigger> StartAsync(LoadedApp app, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(loggers);
        var listeners = new List<RedisListener>();
        ILogger logger = loggers.CreateLogger("Whorl.Triggers.Redis");
        foreach (RedisTriggerModel model in app.Model.Triggers.OfType<RedisTriggerModel>())
        {
            listeners.Add(new RedisListener(app, model, await ReadAsync(app, model, cancellationToken).ConfigureAwait(false), logger));
        }

        var trigger = new RedisTrigger(listeners);
        await Task.WhenAll(listeners.Select(l => l.Tried)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return trigger;
    }

    private static async Task<RedisChannel> ReadAsync(LoadedApp app, RedisTriggerModel model, CancellationToken cancellationToken)
    {
        string address = await TriggerText.ResolveAsync(app, model, "address", model.Address, cancellationToken).ConfigureAwait(false);
        string channel = await TriggerText.ResolveAsync(app, model, "channel", model.Channel, cancellationToken).ConfigureAwait(false);
        try
        {
            return new RedisChannel(address, RedisSubscription.ServerOf(address), channel, model.Component!);
        }
        catch (FailureException e)
        {
            // What comes of a template may hold a password.
            throw new TriggerException(
                $"`address` of trigger `{model.Id}` of {app.Model.Name} is {(model.Address.IsLiteral ? $"`{address}`" : $"made from `{model.Address.Text}`")}, which is no address: {e.Message}",
                "Write it as redis://user:password@host:port, or rediss:// for TLS.",
                e);
        }
    }
}
