using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Command;
using Whorl.Triggers.Cron;
using Whorl.Triggers.Http;
using Whorl.Triggers.Listening;
using Whorl.Triggers.Mqtt;
using Whorl.Triggers.Redis;

namespace Whorl.Triggers;

/// <summary>The triggers of an app: one for each type that its manifest names, all in this process.</summary>
public sealed class TriggerSet : IAsyncDisposable
{
    private readonly List<ITrigger> _triggers = [];

    private TriggerSet()
    {
    }

    /// <summary>The triggers, each of a type of its own.</summary>
    public IReadOnlyList<ITrigger> Triggers => _triggers;

    /// <summary>The trigger that serves HTTP; null if the app has none.</summary>
    public HttpTrigger? Http => _triggers.OfType<HttpTrigger>().FirstOrDefault();

    /// <summary>Starts the triggers of an app; those that can fail to start come first.</summary>
    /// <param name="app">The app; it must outlive the triggers.</param>
    /// <param name="options">How they are run.</param>
    /// <param name="loggers">Takes what they have to say.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ListenException">The address cannot be listened at, or the certificate cannot be used.</exception>
    /// <exception cref="TriggerException">A setting of a trigger cannot be used.</exception>
    public static async Task<TriggerSet> StartAsync(LoadedApp app, TriggerOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(options);
        var set = new TriggerSet();
        try
        {
            if (Has<HttpTriggerModel>())
            {
                set._triggers.Add(await HttpTrigger.StartAsync(app, options.Listen, loggers, options.AccessLog).ConfigureAwait(false));
            }

            if (Has<RedisTriggerModel>())
            {
                set._triggers.Add(await RedisTrigger.StartAsync(app, loggers, cancellationToken).ConfigureAwait(false));
            }

            if (Has<MqttTriggerModel>())
            {
                set._triggers.Add(await MqttTrigger.StartAsync(app, loggers, cancellationToken).ConfigureAwait(false));
            }

            if (Has<CronTriggerModel>())
            {
                set._triggers.Add(CronTrigger.Start(app, loggers));
            }

            if (Has<CommandTriggerModel>())
            {
                set._triggers.Add(CommandTrigger.Start(app, options.Command()));
            }

            return set;
        }
        catch
        {
            await set.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        bool Has<T>()
            where T : TriggerModel => app.Model.Triggers.Any(t => t is T);
    }

    /// <summary>Waits until one of the triggers is over, or has failed.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>That trigger, whose <see cref="ITrigger.Ended"/> is over.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ITrigger> WaitAsync(CancellationToken cancellationToken)
    {
        Task<int> ended = await Task.WhenAny(_triggers.Select(t => t.Ended)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return _triggers.First(t => t.Ended == ended);
    }

    /// <summary>Stops all triggers at the same time.</summary>
    /// <param name="patience">How long what is under way may take to finish.</param>
    public Task StopAsync(TimeSpan patience) => Task.WhenAll(_triggers.Select(t => t.StopAsync(patience)));

    /// <summary>Stops all triggers at once.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (ITrigger trigger in _triggers)
        {
            await trigger.DisposeAsync().ConfigureAwait(false);
        }
    }
}
