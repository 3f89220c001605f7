using System.Diagnostics;
using Whorl.Capabilities.Bindings.Otel.Tracing;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Writes a guest's span.</summary>
internal static class SpanWriter
{
    private const ulong Ok = 1;
    private const ulong Error = 2;

    /// <summary>Writes the field <c>scope_spans</c>.</summary>
    /// <param name="span">The span.</param>
    /// <param name="context">What names it.</param>
    /// <param name="telling">How much of it is written.</param>
    /// <exception cref="TelemetryTooLargeException">It is too large.</exception>
    public static byte[] Write(in SpanData span, in ActivityContext context, Telling telling)
    {
        var writer = new ProtobufWriter(telling.Limits.RecordBytes);
        int scope = ScopeWriter.Begin(writer, span.InstrumentationScope, telling.Attributes);
        int start = writer.Begin(ScopeWriter.Records);
        WriteIds(writer, context.TraceId, context.SpanId, state: context.TraceState);
        if (SpanIds.TryReadSpan(span.ParentSpanId, out ActivitySpanId parent))
        {
            Span<byte> bytes = stackalloc byte[8];
            parent.CopyTo(bytes);
            writer.Bytes(4, bytes);
        }

        writer.TextIfAny(5, span.Name);
        writer.Varint(6, KindOf(span.SpanKind));
        writer.Fixed64(7, Moments.Of(span.StartTime));
        writer.Fixed64(8, Moments.Of(span.EndTime));
        telling.Attributes.WriteOwned(writer, 9, droppedField: 10, span.Attributes, span.DroppedAttributes);
        WriteEvents(writer, span, telling);
        WriteLinks(writer, span, telling);
        WriteStatus(writer, span.Status);
        writer.Fixed32(16, (uint)context.TraceFlags);
        writer.End(start);
        writer.End(scope);
        return writer.ToArray();
    }

    private static void WriteIds(ProtobufWriter writer, ActivityTraceId trace, ActivitySpanId span, string? state)
    {
        Span<byte> bytes = stackalloc byte[16];
        trace.CopyTo(bytes);
        writer.Bytes(1, bytes);
        span.CopyTo(bytes[..8]);
        writer.Bytes(2, bytes[..8]);
        writer.TextIfAny(3, state);
    }

    private static void WriteEvents(ProtobufWriter writer, in SpanData span, Telling telling)
    {
        int count = Math.Min(span.Events.Length, telling.Limits.Events);
        foreach (Event happened in span.Events.AsSpan(0, count))
        {
            int start = writer.Begin(11);
            writer.Fixed64(1, Moments.Of(happened.Time));
            writer.TextIfAny(2, happened.Name);
            telling.Attributes.Write(writer, 3, droppedField: 4, happened.Attributes);
            writer.End(start);
        }

        WriteDropped(writer, 12, span.DroppedEvents, span.Events.Length - count);
    }

    // A link to what has no name is none.
    private static void WriteLinks(ProtobufWriter writer, in SpanData span, Telling telling)
    {
        int count = 0;
        foreach (Link link in span.Links)
        {
            if (count == telling.Limits.Links)
            {
                break;
            }

            if (SpanIds.TryRead(link.SpanContext, out ActivityContext other))
            {
                int start = writer.Begin(13);
                WriteIds(writer, other.TraceId, other.SpanId, other.TraceState);
                telling.Attributes.Write(writer, 4, droppedField: 5, link.Attributes);
                writer.Fixed32(6, (uint)other.TraceFlags);
                writer.End(start);
                count++;
            }
        }

        WriteDropped(writer, 14, span.DroppedLinks, span.Links.Length - count);
    }

    private static void WriteDropped(ProtobufWriter writer, int field, uint byGuest, int here)
    {
        ulong dropped = byGuest + (ulong)here;
        if (dropped > 0)
        {
            writer.Varint(field, Math.Min(dropped, uint.MaxValue));
        }
    }

    private static void WriteStatus(ProtobufWriter writer, Status status)
    {
        if (status.Kind == StatusKind.Unset)
        {
            return;
        }

        int start = writer.Begin(15);
        if (status.Kind == StatusKind.Error)
        {
            writer.TextIfAny(2, status.AsError());
        }

        writer.Varint(3, status.Kind == StatusKind.Error ? Error : Ok);
        writer.End(start);
    }

    private static ulong KindOf(SpanKind kind) => kind switch
    {
        SpanKind.Server => 2,
        SpanKind.Client => 3,
        SpanKind.Producer => 4,
        SpanKind.Consumer => 5,
        _ => 1,
    };
}
