using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Runtime.Events;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Cron;

/// <summary>
/// Runs a component whenever its trigger's schedule says so. Unless runs may overlap, the loop waits for each: times that pass meanwhile are
/// missed, as are those at which the machine slept.
/// </summary>
internal sealed class CronRunner : IEventSource
{
    /// <summary>Runs under way at a time, if they may overlap.</summary>
    private const int MaxOverlapping = 1_000;

    /// <summary>How late a run may begin and still be on time; busy machines are late by less.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(1);

    /// <summary>How often to look at the clock, which may be set, and stands still in the view of timers while a machine sleeps.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    private readonly LoadedApp _app;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Deliveries _deliveries;
    private readonly CronMemory? _memory;
    private Task _running = Task.CompletedTask;

    public CronRunner(LoadedApp app, CronTriggerModel model, ILogger logger)
    {
        _app = app;
        _logger = logger;
        Model = model;
        LoadedComponent component = app.ComponentOf(model);
        _deliveries = new Deliveries(component, model.MayOverlap ? Math.Min(component.Limits.MaxConcurrency, MaxOverlapping) : 1);
        _memory = model.Missed == MissedRuns.Once ? CronMemory.Of(app, model, logger) : null;
    }

    public CronTriggerModel Model { get; }

    private DateTimeOffset Now => _app.Time.GetUtcNow();

    /// <summary>Begins to wait for the times.</summary>
    /// <returns>Over when it was stopped, or when there is no further time.</returns>
    public Task Run() => _running = EventLoops.UntilStopped(RunAsync, _stopping.Token);

    /// <summary>Begins no more runs, and lets those under way finish.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _deliveries.DrainAsync(patience, _app.Time).ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _deliveries.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        // All times until then are dealt with.
        DateTimeOffset past = _memory?.Read(Now) ?? Now;
        while (Model.Schedule.NextAfter(past) is { } due)
        {
            stopping.ThrowIfCancellationRequested();
            bool isLate = due <= Now;
            await WaitAsync(due, stopping).ConfigureAwait(false);
            isLate |= Now - due > s_tolerance;
            (past, int count) = LastUntil(due, Now);
            if (isLate)
            {
                TriggerLog.RunsMissed(_logger, _app.Model.Name, Model.Component!, count, due, Model.Missed == MissedRuns.Once ? "one takes place now" : "they do not take place", Model.Id);
            }

            if (isLate && Model.Missed == MissedRuns.Skip)
            {
                continue;
            }

            await _deliveries.TakeRoomAsync(stopping).ConfigureAwait(false);
            DateTimeOffset run = past;
            Task running = _deliveries.DeliverAsync(new CronRun(Model.Id, run), result => Finish(run, result));
            if (!Model.MayOverlap)
            {
                await running.ConfigureAwait(false);
            }
        }

        TriggerLog.NotDueAgain(_logger, _app.Model.Name, Model.Id, Model.Schedule.ToString());
    }

    private ValueTask Finish(DateTimeOffset due, EventResult result)
    {
        if (!result.IsHandled)
        {
            TriggerLog.RunFailed(_logger, _app.Model.Name, Model.Component!, result.Failure!, due, Model.Id);
        }

        // A run that was broken off because the app is being stopped takes place again.
        if (result.IsHandled || !_stopping.IsCancellationRequested)
        {
            _memory?.Write(due);
        }

        return ValueTask.CompletedTask;
    }

    private async Task WaitAsync(DateTimeOffset until, CancellationToken stopping)
    {
        while (until - Now is { Ticks: > 0 } left)
        {
            await Task.Delay(left < s_look ? left : s_look, _app.Time, stopping).ConfigureAwait(false);
        }
    }

    /// <summary>The last of the times until now, and how many there are, beginning with one that is due.</summary>
    private (DateTimeOffset Last, int Count) LastUntil(DateTimeOffset due, DateTimeOffset now)
    {
        int count = 1;
        while (Model.Schedule.NextAfter(due) is { } next && next <= now)
        {
            due = next;
            count++;
        }

        return (due, count);
    }
}
