using System.Diagnostics;
using Whorl.Capabilities.Bindings.Otel.Tracing;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Otel.Encoding;

namespace Whorl.Capabilities.Otel;

/// <summary><c>wasi:otel/tracing</c>. Nothing of it fails: an app does not end for what it tells about itself.</summary>
internal sealed class WasiTracing(CapabilityScope scope, Telling? telling) : IHost
{
    public void OnStart(SpanContext context)
    {
        if (telling is null || scope.Position is not { } position)
        {
            return;
        }

        if (!SpanIds.TryRead(context, out ActivityContext span))
        {
            telling.LogDropped("tracing on-start", "a span was begun whose trace-id and span-id are not 32 and 16 hexadecimal digits");
        }
        else if (!position.Spans.TryOpen(span))
        {
            telling.LogDropped("tracing on-start", $"more than {OpenSpans.Most} spans are open; call on-end for those that are over");
        }
    }

    public void OnEnd(SpanData span)
    {
        if (telling is null || scope.Position is not { } position)
        {
            return;
        }

        if (!SpanIds.TryRead(span.SpanContext, out ActivityContext context) || !position.Spans.TryClose(context.TraceId, context.SpanId))
        {
            telling.LogDropped("tracing on-end", "a span was ended that is not open; call on-start when it begins, with the same trace-id and span-id");
            return;
        }

        if (!context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
        {
            return;
        }

        try
        {
            telling.TryAdd(telling.OwnResource, SpanWriter.Write(span, context, telling));
        }
        catch (TelemetryTooLargeException e)
        {
            telling.LogDropped("tracing on-end", $"a span is too large: {e.Message}");
        }
    }

    public SpanContext OuterSpanContext()
    {
        ActivityContext outer = scope.Position?.Outer ?? default;
        return new SpanContext(
            outer.TraceId.ToHexString(),
            outer.SpanId.ToHexString(),
            outer.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? TraceFlags.Sampled : TraceFlags.None,
            outer.IsRemote,
            SpanIds.EntriesOf(outer.TraceState));
    }
}
