using System.Diagnostics;
using Whorl.Capabilities.Bindings.Clocks.WallClock;
using Whorl.Capabilities.Bindings.Otel.Logs;
using Whorl.Capabilities.Bindings.Otel.Tracing;
using Whorl.Capabilities.Bindings.Otel.Types;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Capabilities.Otel;
using Whorl.Capabilities.Variables;
using Whorl.Components.Hosting;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Wasi;
using GuestAttribute = Whorl.Capabilities.Bindings.Otel.Types.KeyValue;

namespace Whorl.Capabilities.Tests.Otel;

/// <summary>An instance that tells things, without a guest in it.</summary>
internal sealed class Teller : ITracePosition, IVariables, IOutboundAccess, IDisposable
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private readonly WasiContext _context = new(new WasiContextOptions());

    public Teller()
    {
        var grants = new ComponentGrants { App = "shop-app", Component = "cart", Variables = this, Outbound = this, Denials = new DenialLog(Log) };
        var scope = new CapabilityScope(grants, _context, this);
        Tracing = new WasiTracing(scope, new Telling(Telemetry, TelemetrySignal.Traces, grants, new TelemetryLimits()));
        Logs = new WasiLogs(scope, new Telling(Telemetry, TelemetrySignal.Logs, grants, new TelemetryLimits()), TimeProvider.System);
        Metrics = new WasiMetrics(new Telling(Telemetry, TelemetrySignal.Metrics, grants, new TelemetryLimits()));
    }

    public WasiTracing Tracing { get; }

    public WasiLogs Logs { get; }

    public WasiMetrics Metrics { get; }

    public TelemetryRecorder Telemetry { get; } = new();

    public LogRecorder Log { get; } = new();

    public ActivityContext Outer { get; set; }

    public OpenSpans Spans { get; } = new();

    ActivityContext ITracePosition.Trace => Spans.Innermost is { } open && open != default ? open : Outer;

    /// <summary>A span of the guest's.</summary>
    public static SpanData Span(string name, string id, string parent = "", string trace = TraceId) => new(
        new SpanContext(trace, id, TraceFlags.Sampled, false, []), parent, SpanKind.Internal, name, new Datetime(1, 2), new Datetime(3, 4),
        [], [], [], Status.Unset, new InstrumentationScope("lib", Option<string>.None, Option<string>.None, []), 0, 0, 0);

    /// <summary>An attribute.</summary>
    public static GuestAttribute Attribute(string key, string json = "1") => new(key, json);

    /// <summary>What a guest says of itself.</summary>
    public static Resource Resource(params GuestAttribute[] attributes) => new(attributes, Option<string>.None);

    /// <summary>Begins spans and ends them, in the same order.</summary>
    public void Tell(params SpanData[] spans)
    {
        Array.ForEach(spans, s => Tracing.OnStart(s.SpanContext));
        Array.ForEach(spans, Tracing.OnEnd);
    }

    /// <summary>The lines of what was told that begin with a name, without their indentation.</summary>
    public string[] Lines(TelemetrySignal signal, string name) =>
        [.. Telemetry.TextOf(signal).Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith(name, StringComparison.Ordinal))];

    /// <summary>A log record that says when it was seen.</summary>
    public static LogRecord Record() => default(LogRecord) with { ObservedTimestamp = new Datetime(7, 8) };

    public void Dispose()
    {
        _context.Dispose();
        Log.Dispose();
    }

    public ValueTask<VariableAnswer> GetAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<VariablesAnswer> GetAllAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<OutboundAnswer> CheckAsync(string address, string defaultScheme, CancellationToken cancellationToken) => throw new NotSupportedException();
}
