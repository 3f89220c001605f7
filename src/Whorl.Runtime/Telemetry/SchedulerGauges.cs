using System.Diagnostics.Metrics;
using Whorl.Runtime.Scheduling;

namespace Whorl.Runtime.Telemetry;

/// <summary>What the guests of one app are doing, for whoever asks; as long as the app is loaded.</summary>
internal sealed class SchedulerGauges : IDisposable
{
    private readonly Meter _meter;

    public SchedulerGauges(string app, GuestScheduler scheduler)
    {
        _meter = new Meter(RuntimeTelemetry.Name);
        Gauge("whorl.guests.computing", "Guests that compute.", s => s.Active + s.Overdue);
        Gauge("whorl.guests.waiting", "Guests that wait on a thread.", s => s.Blocked);
        Gauge("whorl.guests.queued", "Events that wait for their turn.", s => s.Queued);
        Gauge("whorl.guests.threads", "Threads that guests run on.", s => s.Threads);

        void Gauge(string name, string description, Func<SchedulerStatistics, int> value) => _meter.CreateObservableGauge(
            name, () => new Measurement<int>(value(scheduler.Statistics), new KeyValuePair<string, object?>(RuntimeTelemetry.AppTag, app)), description: description);
    }

    public void Dispose() => _meter.Dispose();
}
