using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Whorl.Capabilities.Tests.Otel;

/// <summary>Protobuf messages of OTLP as text, read with the numbers and types that its definitions give the fields.</summary>
internal static class OtlpText
{
    /// <summary>The fields of each message: number, name and type, as in the <c>.proto</c> files of OpenTelemetry.</summary>
    private static readonly Dictionary<string, Dictionary<int, (string Name, string Type)>> s_messages = Parse("""
        Traces: 1 resource_spans ResourceSpans
        ResourceSpans: 1 resource Resource, 2 scope_spans ScopeSpans, 3 schema_url string
        ScopeSpans: 1 scope Scope, 2 spans Span, 3 schema_url string
        Span: 1 trace_id bytes, 2 span_id bytes, 3 trace_state string, 4 parent_span_id bytes, 5 name string, 6 kind varint, 7 start_time fixed64, 8 end_time fixed64, 9 attributes KeyValue, 10 dropped_attributes varint, 11 events Event, 12 dropped_events varint, 13 links Link, 14 dropped_links varint, 15 status Status, 16 flags fixed32
        Event: 1 time fixed64, 2 name string, 3 attributes KeyValue, 4 dropped_attributes varint
        Link: 1 trace_id bytes, 2 span_id bytes, 3 trace_state string, 4 attributes KeyValue, 5 dropped_attributes varint, 6 flags fixed32
        Status: 2 message string, 3 code varint
        Logs: 1 resource_logs ResourceLogs
        ResourceLogs: 1 resource Resource, 2 scope_logs ScopeLogs, 3 schema_url string
        ScopeLogs: 1 scope Scope, 2 log_records LogRecord, 3 schema_url string
        LogRecord: 1 time fixed64, 2 severity_number varint, 3 severity_text string, 5 body AnyValue, 6 attributes KeyValue, 7 dropped_attributes varint, 8 flags fixed32, 9 trace_id bytes, 10 span_id bytes, 11 observed_time fixed64, 12 event_name string
        Metrics: 1 resource_metrics ResourceMetrics
        ResourceMetrics: 1 resource Resource, 2 scope_metrics ScopeMetrics, 3 schema_url string
        ScopeMetrics: 1 scope Scope, 2 metrics Metric, 3 schema_url string
        Metric: 1 name string, 2 description string, 3 unit string, 5 gauge Numbers, 7 sum Numbers, 9 histogram Histogram, 10 exponential_histogram Exponential
        Numbers: 1 data_points Number, 2 temporality varint, 3 is_monotonic varint
        Histogram: 1 data_points HistogramPoint, 2 temporality varint
        Exponential: 1 data_points ExponentialPoint, 2 temporality varint
        Number: 7 attributes KeyValue, 2 start_time fixed64, 3 time fixed64, 4 as_double double, 6 as_int sfixed64, 5 exemplars Exemplar, 8 flags varint
        HistogramPoint: 9 attributes KeyValue, 2 start_time fixed64, 3 time fixed64, 4 count fixed64, 5 sum double, 6 bucket_counts fixed64s, 7 explicit_bounds doubles, 8 exemplars Exemplar, 10 flags varint, 11 min double, 12 max double
        ExponentialPoint: 1 attributes KeyValue, 2 start_time fixed64, 3 time fixed64, 4 count fixed64, 5 sum double, 6 scale zigzag, 7 zero_count fixed64, 8 positive Buckets, 9 negative Buckets, 10 flags varint, 11 exemplars Exemplar, 12 min double, 13 max double, 14 zero_threshold double
        Buckets: 1 offset zigzag, 2 bucket_counts varints
        Exemplar: 7 filtered_attributes KeyValue, 2 time fixed64, 3 as_double double, 6 as_int sfixed64, 4 span_id bytes, 5 trace_id bytes
        Resource: 1 attributes KeyValue, 2 dropped_attributes varint
        Scope: 1 name string, 2 version string, 3 attributes KeyValue, 4 dropped_attributes varint
        KeyValue: 1 key string, 2 value AnyValue
        AnyValue: 1 string string, 2 bool varint, 3 int varint, 4 double double, 5 array Array, 6 kvlist KeyValueList, 7 bytes bytes
        Array: 1 values AnyValue
        KeyValueList: 1 values KeyValue
        """);

    /// <summary>A message as text, a field a line; attributes as <c>key = value</c>.</summary>
    public static string Of(string message, ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        Write(text, message, bytes, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, string message, ReadOnlySpan<byte> bytes, string indent)
    {
        while (!bytes.IsEmpty)
        {
            (string name, string type, ReadOnlySpan<byte> value, ulong number) = Field(message, ref bytes);
            if (type == "KeyValue")
            {
                text.Append(indent).Append(name).Append(": ").AppendLine(PairOf(value));
            }
            else if (type == "AnyValue")
            {
                text.Append(indent).Append(name).Append(": ").AppendLine(ValueOf(value));
            }
            else if (s_messages.ContainsKey(type))
            {
                text.Append(indent).AppendLine(name);
                Write(text, type, value, indent + "  ");
            }
            else
            {
                text.Append(indent).Append(name).Append(": ").AppendLine(ScalarOf(type, value, number));
            }
        }
    }

    private static string PairOf(ReadOnlySpan<byte> pair)
    {
        string key = "", value = "nothing";
        while (!pair.IsEmpty)
        {
            (string name, _, ReadOnlySpan<byte> content, _) = Field("KeyValue", ref pair);
            (key, value) = name == "key" ? (Encoding.UTF8.GetString(content), value) : (key, ValueOf(content));
        }

        return $"{key} = {value}";
    }

    private static string ValueOf(ReadOnlySpan<byte> any)
    {
        if (any.IsEmpty)
        {
            return "nothing";
        }

        (string name, string type, ReadOnlySpan<byte> value, ulong number) = Field("AnyValue", ref any);
        Assert.True(any.IsEmpty, "a value has one form");
        var items = new List<string>();
        while (name is "array" or "kvlist" && !value.IsEmpty)
        {
            ReadOnlySpan<byte> item = Field(type, ref value).Value;
            items.Add(name == "array" ? ValueOf(item) : PairOf(item));
        }

        return name switch
        {
            "array" => $"[{string.Join(", ", items)}]",
            "kvlist" => $"{{{string.Join(", ", items)}}}",
            "bool" => number == 1 ? "true" : "false",
            "string" => $"\"{Encoding.UTF8.GetString(value)}\"",
            "int" => ((long)number).ToString(CultureInfo.InvariantCulture),
            _ => $"{name} {ScalarOf(type, value, number)}",
        };
    }

    private static string ScalarOf(string type, ReadOnlySpan<byte> value, ulong number) => type switch
    {
        "string" => Encoding.UTF8.GetString(value),
        "bytes" => Convert.ToHexStringLower(value),
        "double" => BitConverter.UInt64BitsToDouble(number).ToString(CultureInfo.InvariantCulture),
        "sfixed64" => ((long)number).ToString(CultureInfo.InvariantCulture),
        "zigzag" => ((long)(number >> 1) ^ -(long)(number & 1)).ToString(CultureInfo.InvariantCulture),
        "fixed64s" => Packed(value, n => n.ToString(CultureInfo.InvariantCulture)),
        "doubles" => Packed(value, n => BitConverter.UInt64BitsToDouble(n).ToString(CultureInfo.InvariantCulture)),
        "varints" => Varints(value),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string Packed(ReadOnlySpan<byte> values, Func<ulong, string> show)
    {
        var shown = new List<string>();
        for (; !values.IsEmpty; values = values[8..])
        {
            shown.Add(show(BinaryPrimitives.ReadUInt64LittleEndian(values)));
        }

        return string.Join(' ', shown);
    }

    private static string Varints(ReadOnlySpan<byte> values)
    {
        var shown = new List<string>();
        while (!values.IsEmpty)
        {
            shown.Add(Varint(ref values).ToString(CultureInfo.InvariantCulture));
        }

        return string.Join(' ', shown);
    }

    private static FieldValue Field(string message, ref ReadOnlySpan<byte> bytes)
    {
        ulong tag = Varint(ref bytes);
        Assert.True(s_messages[message].TryGetValue((int)(tag >> 3), out (string Name, string Type) field), $"{message} has no field {tag >> 3}");
        int wire = (int)(tag & 7);
        Assert.Equal(field.Type switch { "varint" or "zigzag" => 0, "fixed64" or "sfixed64" or "double" => 1, "fixed32" => 5, _ => 2 }, wire);
        ulong number = 0;
        ReadOnlySpan<byte> value = default;
        switch (wire)
        {
            case 0:
                number = Varint(ref bytes);
                break;
            case 1:
                number = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                bytes = bytes[8..];
                break;
            case 5:
                number = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                bytes = bytes[4..];
                break;
            default:
                int length = (int)Varint(ref bytes);
                value = bytes[..length];
                bytes = bytes[length..];
                break;
        }

        return new FieldValue(field.Name, field.Type, value, number);
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static Dictionary<string, Dictionary<int, (string Name, string Type)>> Parse(string table) => table.Split('\n').Select(line => line.Split(": ")).ToDictionary(
        parts => parts[0],
        parts => parts[1].Split(", ").Select(field => field.Split(' ')).ToDictionary(f => int.Parse(f[0], CultureInfo.InvariantCulture), f => (f[1], f[2])));

    private readonly ref struct FieldValue(string name, string type, ReadOnlySpan<byte> value, ulong number)
    {
        public ReadOnlySpan<byte> Value { get; } = value;

        public void Deconstruct(out string fieldName, out string fieldType, out ReadOnlySpan<byte> content, out ulong scalar)
        {
            fieldName = name;
            fieldType = type;
            content = Value;
            scalar = number;
        }
    }
}
