using System.Diagnostics;
using Whorl.Capabilities.Bindings.Otel.Logs;
using Whorl.Capabilities.Bindings.Otel.Tracing;
using Whorl.Capabilities.Bindings.Otel.Types;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Writes a guest's log record.</summary>
internal static class LogWriter
{
    private const byte MaxSeverity = 24;

    /// <summary>Writes the field <c>scope_logs</c>.</summary>
    /// <param name="record">The record.</param>
    /// <param name="telling">How much of it is written.</param>
    /// <param name="span">The span that it belongs to when it names none.</param>
    /// <param name="now">When it was seen, if it does not say.</param>
    /// <exception cref="TelemetryTooLargeException">It is too large.</exception>
    public static byte[] Write(in LogRecord record, Telling telling, ActivityContext span, DateTimeOffset now)
    {
        var writer = new ProtobufWriter(telling.Limits.RecordBytes);
        int scope = ScopeWriter.Begin(writer, record.InstrumentationScope.TryGet(out InstrumentationScope given) ? given : null, telling.Attributes);
        int start = writer.Begin(ScopeWriter.Records);
        if (record.Timestamp.IsSome)
        {
            writer.Fixed64(1, Moments.Of(record.Timestamp.Value));
        }

        if (record.SeverityNumber.TryGet(out byte severity) && severity is > 0 and <= MaxSeverity)
        {
            writer.Varint(2, severity);
        }

        writer.TextIfAny(3, record.SeverityText.OrElse(""));
        if (record.Body.TryGet(out string? body))
        {
            JsonValueWriter.Write(writer, 5, body);
        }

        telling.Attributes.WriteOwned(writer, 6, droppedField: 7, record.Attributes.OrElse([]));
        WriteSpan(writer, SpanOf(record, span));
        writer.Fixed64(11, record.ObservedTimestamp.IsSome ? Moments.Of(record.ObservedTimestamp.Value) : Moments.Of(now));
        writer.TextIfAny(12, record.EventName.OrElse(""));
        writer.End(start);
        writer.End(scope);
        return writer.ToArray();
    }

    // One name without the other says nothing.
    private static ActivityContext SpanOf(in LogRecord record, ActivityContext otherwise)
    {
        if (record.TraceId.IsSome || record.SpanId.IsSome)
        {
            return SpanIds.TryReadTrace(record.TraceId.OrElse(""), out ActivityTraceId trace) && SpanIds.TryReadSpan(record.SpanId.OrElse(""), out ActivitySpanId span)
                ? new ActivityContext(trace, span, record.TraceFlags.OrElse(TraceFlags.None).HasFlag(TraceFlags.Sampled) ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None)
                : default;
        }

        return otherwise;
    }

    private static void WriteSpan(ProtobufWriter writer, ActivityContext span)
    {
        if (span != default)
        {
            Span<byte> bytes = stackalloc byte[16];
            writer.Fixed32(8, (uint)span.TraceFlags);
            span.TraceId.CopyTo(bytes);
            writer.Bytes(9, bytes);
            span.SpanId.CopyTo(bytes[..8]);
            writer.Bytes(10, bytes[..8]);
        }
    }
}
