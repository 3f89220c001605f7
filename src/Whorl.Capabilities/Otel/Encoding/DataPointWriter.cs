using System.Diagnostics;
using Whorl.Capabilities.Bindings.Clocks.WallClock;
using Whorl.Capabilities.Bindings.Otel.Metrics;
using Whorl.Components.Hosting;
using GuestAttribute = Whorl.Capabilities.Bindings.Otel.Types.KeyValue;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Writes the points of metrics. Each is in the field 1 of its metric's data.</summary>
internal readonly struct DataPointWriter(ProtobufWriter writer, AttributeWriter attributes)
{
    private const int Points = 1;

    // These have the same numbers in all kinds of points.
    private const int Start = 2;
    private const int Time = 3;

    public void Write(GuestAttribute[] given, Datetime? startTime, Datetime time, MetricNumber value, Exemplar[] exemplars)
    {
        int start = writer.Begin(Points);
        WriteTimes(startTime, time);
        WriteNumber(real: 4, whole: 6, value);
        WriteExemplars(5, exemplars);
        attributes.WriteOwned(writer, 7, droppedField: null, given);
        writer.End(start);
    }

    public void Write(in HistogramDataPoint point, Datetime startTime, Datetime time)
    {
        int start = writer.Begin(Points);
        WriteTimes(startTime, time);
        writer.Fixed64(4, point.Count);
        writer.Double(5, ToReal(point.Sum));
        writer.PackedFixed64(6, point.BucketCounts);
        writer.PackedDouble(7, point.Bounds);
        WriteExemplars(8, point.Exemplars);
        attributes.WriteOwned(writer, 9, droppedField: null, point.Attributes);
        WriteBound(11, point.Min);
        WriteBound(12, point.Max);
        writer.End(start);
    }

    public void Write(in ExponentialHistogramDataPoint point, Datetime startTime, Datetime time)
    {
        int start = writer.Begin(Points);
        attributes.WriteOwned(writer, 1, droppedField: null, point.Attributes);
        WriteTimes(startTime, time);
        writer.Fixed64(4, point.Count);
        writer.Double(5, ToReal(point.Sum));
        writer.ZigZag(6, point.Scale);
        writer.Fixed64(7, point.ZeroCount);
        WriteBuckets(8, point.PositiveBucket);
        WriteBuckets(9, point.NegativeBucket);
        WriteExemplars(11, point.Exemplars);
        WriteBound(12, point.Min);
        WriteBound(13, point.Max);
        writer.Double(14, point.ZeroThreshold);
        writer.End(start);
    }

    private void WriteTimes(Datetime? startTime, Datetime time)
    {
        if (startTime is { } from)
        {
            writer.Fixed64(Start, Moments.Of(from));
        }

        writer.Fixed64(Time, Moments.Of(time));
    }

    private void WriteBuckets(int field, ExponentialBucket bucket)
    {
        int start = writer.Begin(field);
        writer.ZigZag(1, bucket.Offset);
        writer.PackedVarint(2, bucket.Counts);
        writer.End(start);
    }

    private void WriteBound(int field, Option<MetricNumber> bound)
    {
        if (bound.TryGet(out MetricNumber number))
        {
            writer.Double(field, ToReal(number));
        }
    }

    private void WriteExemplars(int field, Exemplar[] exemplars)
    {
        Span<byte> id = stackalloc byte[16];
        foreach (Exemplar exemplar in exemplars)
        {
            int start = writer.Begin(field);
            writer.Fixed64(2, Moments.Of(exemplar.Time));
            WriteNumber(real: 3, whole: 6, exemplar.Value);
            if (SpanIds.TryReadSpan(exemplar.SpanId, out ActivitySpanId span) && SpanIds.TryReadTrace(exemplar.TraceId, out ActivityTraceId trace))
            {
                span.CopyTo(id[..8]);
                writer.Bytes(4, id[..8]);
                trace.CopyTo(id);
                writer.Bytes(5, id);
            }

            attributes.Write(writer, 7, droppedField: null, exemplar.FilteredAttributes);
            writer.End(start);
        }
    }

    // OTLP has no unsigned numbers.
    private void WriteNumber(int real, int whole, MetricNumber number)
    {
        switch (number.Kind)
        {
            case MetricNumberKind.S64:
                writer.Fixed64(whole, (ulong)number.AsS64());
                break;
            case MetricNumberKind.U64 when number.AsU64() <= long.MaxValue:
                writer.Fixed64(whole, number.AsU64());
                break;
            default:
                writer.Double(real, ToReal(number));
                break;
        }
    }

    private static double ToReal(MetricNumber number) => number.Kind switch
    {
        MetricNumberKind.S64 => number.AsS64(),
        MetricNumberKind.U64 => number.AsU64(),
        _ => number.AsF64(),
    };
}
