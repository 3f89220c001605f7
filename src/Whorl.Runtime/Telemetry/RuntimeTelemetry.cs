using System.Diagnostics;
using System.Diagnostics.Metrics;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;

namespace Whorl.Runtime.Telemetry;

/// <summary>The source of spans and the meter of everything that runs guests. Without a listener they cost nothing.</summary>
public static class RuntimeTelemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "Whorl.Runtime";

    /// <summary>The app, in the names of measurements and spans.</summary>
    public const string AppTag = "app_id";

    /// <summary>The component.</summary>
    public const string ComponentTag = "component_id";

    private static readonly Meter s_meter = new(Name);

    // The names of these three are those that Spin has given them.
    private static readonly Counter<long> s_requests =
        s_meter.CreateCounter<long>("spin.request_count", "{request}", "Events that triggers passed to components.");

    private static readonly Histogram<double> s_cpuTime =
        s_meter.CreateHistogram(
            "spin.component_cpu_time",
            "s",
            "The CPU time that a guest computed for one event.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });

    private static readonly Histogram<long> s_memory =
        s_meter.CreateHistogram(
            "spin.component_memory_used",
            "By",
            "The size of a guest's memory when its event was over.",
            tags: null,
            new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. Enumerable.Range(16, 17).Select(power => 1L << power)] });

    private static readonly Counter<long> s_failures =
        s_meter.CreateCounter<long>("whorl.guest.failures", "{event}", "Events that did not come to a good end, by what ended them.");

    private static readonly Counter<long> s_refusals =
        s_meter.CreateCounter<long>("whorl.guest.refusals", "{event}", "Events that were refused because the component's queue was full.");

    /// <summary>The source of spans; triggers start theirs from it too.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Whether somebody wants to know how long guests compute.</summary>
    internal static bool MeasuresCpu => s_cpuTime.Enabled;

    /// <summary>Counts an event that goes to a component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="trigger">The type of the trigger, for example <c>http</c>.</param>
    public static void CountEvent(LoadedComponent component, string trigger)
    {
        ArgumentNullException.ThrowIfNull(component);
        if (s_requests.Enabled)
        {
            s_requests.Add(1, new TagList { { "trigger_type", trigger }, { AppTag, component.AppName }, { ComponentTag, component.Id } });
        }
    }

    internal static void CountRefusal(LoadedComponent component) => s_refusals.Add(1, Tags(component));

    /// <summary>Records how an event went.</summary>
    internal static void Record(LoadedComponent component, in GuestOutcome outcome, TimeSpan? cpu)
    {
        if (cpu is { } time)
        {
            s_cpuTime.Record(time.TotalSeconds, Tags(component));
        }

        if (outcome.MemoryBytes > 0 && s_memory.Enabled)
        {
            s_memory.Record(outcome.MemoryBytes, Tags(component));
        }

        if (outcome.End != GuestEnd.Returned && s_failures.Enabled)
        {
            s_failures.Add(1, new TagList { { AppTag, component.AppName }, { ComponentTag, component.Id }, { "error.type", NameOf(outcome.End) } });
        }
    }

    /// <summary>Begins the span of a guest's work on one event; null when nobody listens. It does not become the current one.</summary>
    internal static Activity? StartGuest(LoadedComponent component, ActivityContext parent) =>
        Source.HasListeners()
            ? Begin(Source.CreateActivity($"execute_wasm_component {component.Id}", ActivityKind.Internal, parent), component)
            : null;

    /// <summary>Ends the span of a guest's work.</summary>
    internal static void End(Activity? span, in GuestOutcome outcome)
    {
        if (span is null)
        {
            return;
        }

        if (outcome.End != GuestEnd.Returned)
        {
            span.SetTag("error.type", NameOf(outcome.End));
            span.SetStatus(ActivityStatusCode.Error, outcome.Cause?.Message);
        }

        span.Stop();
    }

    /// <summary>What ended a guest, as an attribute's value: a word in lower case.</summary>
    public static string NameOf(GuestEnd end) => end switch
    {
        GuestEnd.Returned => "none",
        GuestEnd.Trapped => "trap",
        GuestEnd.Exited => "exit",
        GuestEnd.CpuLimit => "cpu-limit",
        GuestEnd.WallLimit => "wall-limit",
        GuestEnd.HostLimit => "host-limit",
        GuestEnd.NoInstance => "no-instance",
        GuestEnd.ClientGone => "client-gone",
        GuestEnd.OutputClosed => "output-closed",
        GuestEnd.HostStopped => "host-stopped",
        _ => "host",
    };

    /// <summary>Begins a span without making it the current one: spans are told their parents, since guests' tasks change threads.</summary>
    public static Activity? StartDetached(Activity? span)
    {
        if (span is not null)
        {
            Activity? current = Activity.Current;
            span.Start();
            Activity.Current = current;
        }

        return span;
    }

    private static Activity? Begin(Activity? span, LoadedComponent component)
    {
        span?.SetTag(AppTag, component.AppName).SetTag(ComponentTag, component.Id);
        return StartDetached(span);
    }

    private static TagList Tags(LoadedComponent component) => new() { { AppTag, component.AppName }, { ComponentTag, component.Id } };
}
