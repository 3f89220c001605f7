using System.Diagnostics;
using Whorl.Capabilities.Bindings.Otel.Tracing;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Names of traces and spans as guests write them: hexadecimal digits. Some libraries leave out the zeros in front.</summary>
internal static class SpanIds
{
    private const int TraceDigits = 32;
    private const int SpanDigits = 16;

    // W3C Trace Context has these.
    private const int MaxStateEntries = 32;
    private const int MaxStateLength = 512;

    public static bool TryReadTrace(string text, out ActivityTraceId id)
    {
        bool isOne = TryPad(text, TraceDigits, out string digits);
        id = isOne ? ActivityTraceId.CreateFromString(digits) : default;
        return isOne;
    }

    public static bool TryReadSpan(string text, out ActivitySpanId id)
    {
        bool isOne = TryPad(text, SpanDigits, out string digits);
        id = isOne ? ActivitySpanId.CreateFromString(digits) : default;
        return isOne;
    }

    /// <summary>Reads what names a span; it is the guest's own, whatever the guest says.</summary>
    public static bool TryRead(SpanContext context, out ActivityContext span)
    {
        span = default;
        if (!TryReadTrace(context.TraceId, out ActivityTraceId trace) || !TryReadSpan(context.SpanId, out ActivitySpanId id))
        {
            return false;
        }

        span = new ActivityContext(trace, id, context.TraceFlags.HasFlag(TraceFlags.Sampled) ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, StateOf(context.TraceState));
        return true;
    }

    /// <summary>The trace state as its header has it; null when there is none, or when an entry could not be told from two.</summary>
    public static string? StateOf((string Key, string Value)[] entries)
    {
        if (entries.Length is 0 or > MaxStateEntries || !Array.TrueForAll(entries, e => e.Key.Length > 0 && IsPlain(e.Key) && IsPlain(e.Value)))
        {
            return null;
        }

        string state = string.Join(',', entries.Select(e => $"{e.Key}={e.Value}"));
        return state.Length <= MaxStateLength ? state : null;
    }

    public static (string Key, string Value)[] EntriesOf(string? state) =>
        [.. (state ?? "").Split(',').Select(e => e.Trim().Split('=', 2)).Where(e => e.Length == 2).Select(e => (e[0], e[1]))];

    private static bool IsPlain(string text) => text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && text.AsSpan().IndexOfAny(',', '=') < 0;

    private static bool TryPad(string text, int length, out string digits)
    {
        digits = "";
        if (text.Length > length || text.AsSpan().Trim('0').IsEmpty || !text.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        digits = text.ToLowerInvariant().PadLeft(length, '0');
        return true;
    }
}
