using Whorl.Capabilities.Bindings.Otel.Metrics;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Writes what a guest has measured.</summary>
internal static class MetricsWriter
{
    private const int Delta = 1;
    private const int Cumulative = 2;

    /// <summary>Writes the fields <c>scope_metrics</c>.</summary>
    /// <exception cref="TelemetryTooLargeException">It is too large.</exception>
    public static byte[] Write(ScopeMetrics[] scopes, Telling telling)
    {
        var writer = new ProtobufWriter(telling.Limits.MetricsBytes);
        foreach (ScopeMetrics scope in scopes)
        {
            int start = ScopeWriter.Begin(writer, scope.Scope, telling.Attributes);
            foreach (Metric metric in scope.Metrics)
            {
                int inner = writer.Begin(ScopeWriter.Records);
                writer.TextIfAny(1, metric.Name);
                writer.TextIfAny(2, metric.Description);
                writer.TextIfAny(3, metric.Unit);
                Write(writer, metric.Data, new DataPointWriter(writer, telling.Attributes));
                writer.End(inner);
            }

            writer.End(start);
        }

        return writer.ToArray();
    }

    // OTLP tells whole numbers from others point by point.
    private static void Write(ProtobufWriter writer, MetricData data, DataPointWriter points)
    {
        switch (data.Kind)
        {
            case MetricDataKind.F64Gauge:
                Write(writer, data.AsF64Gauge(), points);
                break;
            case MetricDataKind.U64Gauge:
                Write(writer, data.AsU64Gauge(), points);
                break;
            case MetricDataKind.S64Gauge:
                Write(writer, data.AsS64Gauge(), points);
                break;
            case MetricDataKind.F64Sum:
                Write(writer, data.AsF64Sum(), points);
                break;
            case MetricDataKind.U64Sum:
                Write(writer, data.AsU64Sum(), points);
                break;
            case MetricDataKind.S64Sum:
                Write(writer, data.AsS64Sum(), points);
                break;
            case MetricDataKind.F64Histogram:
                Write(writer, data.AsF64Histogram(), points);
                break;
            case MetricDataKind.U64Histogram:
                Write(writer, data.AsU64Histogram(), points);
                break;
            case MetricDataKind.S64Histogram:
                Write(writer, data.AsS64Histogram(), points);
                break;
            case MetricDataKind.F64ExponentialHistogram:
                Write(writer, data.AsF64ExponentialHistogram(), points);
                break;
            case MetricDataKind.U64ExponentialHistogram:
                Write(writer, data.AsU64ExponentialHistogram(), points);
                break;
            case MetricDataKind.S64ExponentialHistogram:
                Write(writer, data.AsS64ExponentialHistogram(), points);
                break;
        }
    }

    private static void Write(ProtobufWriter writer, in Gauge gauge, DataPointWriter points)
    {
        int start = writer.Begin(5);
        foreach (GaugeDataPoint point in gauge.DataPoints)
        {
            points.Write(point.Attributes, gauge.StartTime.IsSome ? gauge.StartTime.Value : null, gauge.Time, point.Value, point.Exemplars);
        }

        writer.End(start);
    }

    private static void Write(ProtobufWriter writer, in Sum sum, DataPointWriter points)
    {
        int start = writer.Begin(7);
        foreach (SumDataPoint point in sum.DataPoints)
        {
            points.Write(point.Attributes, sum.StartTime, sum.Time, point.Value, point.Exemplars);
        }

        writer.Varint(2, TemporalityOf(sum.Temporality));
        writer.Varint(3, sum.IsMonotonic ? 1u : 0);
        writer.End(start);
    }

    private static void Write(ProtobufWriter writer, in Histogram histogram, DataPointWriter points)
    {
        int start = writer.Begin(9);
        foreach (HistogramDataPoint point in histogram.DataPoints)
        {
            points.Write(point, histogram.StartTime, histogram.Time);
        }

        writer.Varint(2, TemporalityOf(histogram.Temporality));
        writer.End(start);
    }

    private static void Write(ProtobufWriter writer, in ExponentialHistogram histogram, DataPointWriter points)
    {
        int start = writer.Begin(10);
        foreach (ExponentialHistogramDataPoint point in histogram.DataPoints)
        {
            points.Write(point, histogram.StartTime, histogram.Time);
        }

        writer.Varint(2, TemporalityOf(histogram.Temporality));
        writer.End(start);
    }

    // "Low memory" says how to choose, and not which was chosen; Spin sends it as cumulative.
    private static ulong TemporalityOf(Temporality temporality) => temporality == Temporality.Delta ? Delta : (ulong)Cumulative;
}
