using System.Diagnostics;
using System.Text;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Telemetry;

/// <summary>W3C Trace Context in the headers of requests.</summary>
public static class TraceHeaders
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    /// <summary>Reads where a request comes from.</summary>
    /// <param name="traceparent">The header's value; null or empty if there is none.</param>
    /// <param name="tracestate">The other header's.</param>
    /// <returns>The span that asked; the default if none did, or if the header is not one.</returns>
    public static ActivityContext Read(string? traceparent, string? tracestate) =>
        ActivityContext.TryParse(traceparent, string.IsNullOrEmpty(tracestate) ? null : tracestate, isRemote: true, out ActivityContext context) ? context : default;

    /// <summary>The headers of a request that is part of a span: it says so, whatever the guest has written there.</summary>
    internal static HeaderList With(HeaderList headers, Activity span)
    {
        var list = new HeaderList(headers.Count + 2);
        foreach (HeaderField field in headers)
        {
            if (!field.Name.Equals(Parent, StringComparison.OrdinalIgnoreCase) && !field.Name.Equals(State, StringComparison.OrdinalIgnoreCase))
            {
                list.Add(field.Name, field.Value);
            }
        }

        list.Add(Parent, $"00-{span.TraceId}-{span.SpanId}-{(span.Recorded ? "01" : "00")}");
        if (!string.IsNullOrEmpty(span.TraceStateString) && Encoding.ASCII.GetByteCount(span.TraceStateString) == span.TraceStateString.Length)
        {
            list.Add(State, span.TraceStateString);
        }

        return list;
    }
}
