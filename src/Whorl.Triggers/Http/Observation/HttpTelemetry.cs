using System.Diagnostics;
using System.Diagnostics.Metrics;
using Whorl.Runtime.Telemetry;

namespace Whorl.Triggers.Http.Observation;

/// <summary>What is measured of requests that came in, by the names that OpenTelemetry gives it.</summary>
public static class HttpTelemetry
{
    /// <summary>The name of the meter. Spans come from <see cref="RuntimeTelemetry.Source"/>.</summary>
    public const string Name = "Whorl.Http";

    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>(
        "http.server.request.duration",
        "s",
        "The time from a request's head to the end of its response.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    /// <summary>Whether somebody listens.</summary>
    internal static bool IsEnabled => s_duration.Enabled || RuntimeTelemetry.Source.HasListeners();

    /// <summary>Records a request that is over.</summary>
    internal static void Record(ObservedRequest request, TimeSpan duration)
    {
        if (!s_duration.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { "http.request.method", request.KnownMethod },
            { "url.scheme", request.Scheme },
            { "http.response.status_code", request.Status },
        };
        if (request.Route is { } route)
        {
            tags.Add("http.route", route);
        }

        if (request.Component is { } component)
        {
            tags.Add(RuntimeTelemetry.AppTag, component.AppName);
            tags.Add(RuntimeTelemetry.ComponentTag, component.Id);
        }

        s_duration.Record(duration.TotalSeconds, tags);
    }
}
