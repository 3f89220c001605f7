using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Cron;

/// <summary>Calls components at set times.</summary>
public sealed class CronTrigger : SourceTrigger
{
    private CronTrigger(List<CronRunner> runners)
        : base(runners) => Schedules = [.. runners.Select(r => r.Model)];

    /// <inheritdoc/>
    public override string Type => "cron";

    /// <summary>The triggers, each with its schedule.</summary>
    public IReadOnlyList<CronTriggerModel> Schedules { get; }

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
}
