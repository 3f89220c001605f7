using System.Diagnostics;
using System.Diagnostics.Metrics;
using Whorl.Capabilities.Otel;

namespace Whorl.Capabilities.Calls;

/// <summary>The source of spans and the meter that capabilities report to, for a listener to pick up.</summary>
public static class CapabilityTelemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "Whorl.Capabilities";

    internal const string AppTag = "app_id";

    internal const string ComponentTag = "component_id";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_duration =
        s_meter.CreateHistogram(
            "whorl.capability.duration",
            "s",
            "The time that calls of guests into capabilities took.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });

    private static readonly Counter<long> s_dropped = s_meter.CreateCounter<long>(
        "whorl.guest_telemetry.dropped", "{item}", "Spans, log records and exports of metrics of guests that did not reach the collector.");

    /// <summary>Whether somebody wants to know how long calls take.</summary>
    internal static bool IsMeasured => s_duration.Enabled;

    internal static void CountDropped(TelemetrySignal signal, string reason, int count) =>
        s_dropped.Add(count, new TagList { { "whorl.signal", NameOf(signal) }, { "whorl.reason", reason } });

    internal static void Measure(CallTarget target, string app, string component, string outcome, TimeSpan duration)
    {
        var tags = new TagList
        {
            target.CapabilityTag,
            target.FunctionTag,
            new(AppTag, app),
            new(ComponentTag, component),
            new("whorl.outcome", outcome),
        };
        s_duration.Record(duration.TotalSeconds, tags);
    }

    private static string NameOf(TelemetrySignal signal) => signal switch
    {
        TelemetrySignal.Traces => "traces",
        TelemetrySignal.Metrics => "metrics",
        _ => "logs",
    };
}
