using System.Collections.Concurrent;
using System.Diagnostics;
using Whorl.Capabilities.Calls;
using Whorl.Runtime.Telemetry;

namespace Whorl.Capabilities.Tests.Otel;

/// <summary>Keeps the spans of the host that belong to some traces, when they are over.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public SpanRecorder(params string[] traces)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is RuntimeTelemetry.Name or CapabilityTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                traces.Contains(options.TraceId.ToHexString()) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyCollection<Activity> Spans => _spans;

    /// <summary>The ids of the parents of a trace's spans that have a name.</summary>
    public string[] ParentsOf(string name, string trace) =>
        [.. _spans.Where(s => s.OperationName == name && s.TraceId.ToHexString() == trace).Select(s => s.ParentSpanId.ToHexString())];

    public void Dispose() => _listener.Dispose();
}
