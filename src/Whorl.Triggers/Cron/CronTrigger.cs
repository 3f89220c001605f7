using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Cron;

/// <summary>Calls components at set times.</summary>
public sealed class CronTrigger : ITrigger
{
    private readonly List<CronRunner> _runners;

    private CronTrigger(List<CronRunner> runners)
    {
        _runners = runners;
        Ended = EventLoops.FirstFailure(runners.Select(r => r.Run()));
    }

    /// <inheritdoc/>
    public string Type => "cron";

    /// <summary>The triggers, each with its schedule.</summary>
    public IReadOnlyList<CronTriggerModel> Schedules => [.. _runners.Select(r => r.Model)];

    /// <inheritdoc/>
    public Task<int> Ended { get; }

    /// <summary>Starts to wait for the times.</summary>
    /// <param name="app">The app; it must outlive the trigger.</param>
    /// <param name="loggers">Takes what there is to say about runs.</param>
    public static CronTrigger Start(LoadedApp app, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(loggers);
        ILogger logger = loggers.CreateLogger("Whorl.Triggers.Cron");
        return new CronTrigger([.. app.Model.Triggers.OfType<CronTriggerModel>().Select(model => new CronRunner(app, model, logger))]);
    }

    /// <inheritdoc/>
    public Task StopAsync(TimeSpan patience) => Task.WhenAll(_runners.Select(r => r.StopAsync(patience)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        _runners.ForEach(r => r.Dispose());
    }
}
