using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Whorl.Triggers.Http.Observation;

/// <summary>Writes the line of a request. What clients send is quoted, so that none of them can make up a line.</summary>
internal static class AccessLogLine
{
    private const int MaxText = 4096;

    public static string Combined(ObservedRequest request, TimeSpan duration)
    {
        var line = new StringBuilder(256);
        line.Append(request.Client?.ToString() ?? "-").Append(" - - [")
            .Append(request.Time.ToString("dd/MMM/yyyy:HH:mm:ss ", CultureInfo.InvariantCulture))
            .Append(request.Time.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)).Append("] \"");
        Quote(line, request.Method);
        line.Append(' ');
        Quote(line, request.Target);
        line.Append(' ').Append(request.Protocol).Append("\" ")
            .Append(CultureInfo.InvariantCulture, $"{request.Status} {request.BodyBytes} \"");
        Quote(line, request.Referer is { Length: > 0 } referer ? referer : "-");
        line.Append("\" \"");
        Quote(line, request.UserAgent is { Length: > 0 } agent ? agent : "-");
        return line.Append(CultureInfo.InvariantCulture, $"\" {duration.TotalMilliseconds:0.###} {request.Component?.Id ?? "-"}\n").ToString();
    }

    public static string Json(ObservedRequest request, TimeSpan duration)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("time", request.Time);
            writer.WriteString("client", request.Client?.ToString());
            writer.WriteString("method", request.Method);
            writer.WriteString("target", Cut(request.Target));
            writer.WriteString("protocol", request.Protocol);
            writer.WriteNumber("status", request.Status);
            writer.WriteNumber("bytes", request.BodyBytes);
            writer.WriteNumber("duration_ms", Math.Round(duration.TotalMilliseconds, 3));
            Write(writer, "app", request.Component?.AppName);
            Write(writer, "component", request.Component?.Id);
            Write(writer, "route", request.Route);
            Write(writer, "end", request.End is { } end and not Runtime.Instances.GuestEnd.Returned ? Runtime.Telemetry.RuntimeTelemetry.NameOf(end) : null);
            Write(writer, "trace_id", request.TraceId);
            Write(writer, "referer", request.Referer);
            Write(writer, "user_agent", request.UserAgent);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, Cut(value));
        }
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];

    private static void Quote(StringBuilder line, string text)
    {
        foreach (char c in Cut(text))
        {
            if (c is '"' or '\\')
            {
                line.Append('\\').Append(c);
            }
            else if (c is < ' ' or (>= '\x7f' and < '\xa0'))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            }
            else
            {
                line.Append(c);
            }
        }
    }
}
