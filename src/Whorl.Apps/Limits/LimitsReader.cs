using System.Globalization;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Limits;

/// <summary>Reads a <c>tool.whorl.limits</c> table.</summary>
internal static class LimitsReader
{
    private const long GiB = 1L << 30;

    public static LimitsConfig Read(TableReader reader)
    {
        var limits = new LimitsConfig();
        Time("cpu", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1), (l, v) => l with { Cpu = v });
        Time("wall", TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), (l, v) => l with { Wall = v });
        Bytes("memory", 64 << 10, 4 * GiB, (l, v) => l with { MemoryBytes = v });
        Count("memories", 1, 100, (l, v) => l with { Memories = v });
        Count("tables", 1, 1_000, (l, v) => l with { Tables = v });
        Count("table-elements", 1, 10_000_000, (l, v) => l with { TableElements = v });
        Count("instances", 1, 10_000, (l, v) => l with { Instances = v });
        Count("handles", 1, 1_000_000, (l, v) => l with { Handles = v });
        Bytes("request-headers", 1 << 10, 1 << 20, (l, v) => l with { RequestHeaderBytes = v });
        Bytes("request-body", 0, 1_024 * GiB, (l, v) => l with { RequestBodyBytes = v });
        Bytes("response-headers", 1 << 10, 1 << 20, (l, v) => l with { ResponseHeaderBytes = v });
        Bytes("response-body", 0, 1_024 * GiB, (l, v) => l with { ResponseBodyBytes = v });
        Count("outbound-calls", 0, 1_000_000, (l, v) => l with { OutboundCalls = v });
        Count("outbound-connections", 0, 10_000, (l, v) => l with { OutboundConnections = v });
        Time("host-call", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1), (l, v) => l with { HostCall = v });
        Bytes("log-bytes", 0, 16 * GiB, (l, v) => l with { LogBytes = v });
        Count("max-concurrency", 1, 100_000, (l, v) => l with { MaxConcurrency = v });
        Count("queue-length", 0, 1_000_000, (l, v) => l with { QueueLength = v });
        reader.Finish();
        return limits;

        void Time(string key, TimeSpan min, TimeSpan max, Func<ComponentLimits, TimeSpan, ComponentLimits> set)
        {
            if (reader.Text(key) is not { } text)
            {
                return;
            }

            if (!Quantity.TryParseTime(text.Value, out var time) || time < min || time > max)
            {
                Bad(
                    reader,
                    key,
                    text,
                    $"a time from {Quantity.Format(min)} to {Quantity.Format(max)}",
                    "Write a number with `ms`, `s`, `m` or `h`, such as \"500ms\".");
                return;
            }

            limits.Add(l => set(l, time));
        }

        void Bytes(string key, long min, long max, Func<ComponentLimits, long, ComponentLimits> set)
        {
            if (reader.Text(key) is not { } text)
            {
                return;
            }

            if (!Quantity.TryParseBytes(text.Value, out var bytes) || bytes < min || bytes > max)
            {
                Bad(
                    reader,
                    key,
                    text,
                    $"a size from {Quantity.Format(min)} to {Quantity.Format(max)}",
                    "Write a number with `B`, `KiB`, `MiB` or `GiB`, such as \"128MiB\".");
                return;
            }

            limits.Add(l => set(l, bytes));
        }

        void Count(string key, int min, int max, Func<ComponentLimits, int, ComponentLimits> set)
        {
            if (!reader.TryGet(key, out var entry))
            {
                return;
            }

            if (entry.Value is not TomlInteger integer)
            {
                reader.WrongType(entry, "an integer");
                return;
            }

            if (integer.Value < min || integer.Value > max)
            {
                var text = new Located<string>(integer.Value.ToString(CultureInfo.InvariantCulture), integer.Location);
                Bad(reader, key, text, string.Create(CultureInfo.InvariantCulture, $"an integer from {min} to {max}"), null);
                return;
            }

            limits.Add(l => set(l, (int)integer.Value));
        }
    }

    private static void Bad(TableReader reader, string key, Located<string> value, string expected, string? remedy) =>
        reader.Diagnostics.Error(
            DiagnosticCode.BadLimit, value.Location, $"limit `{key}` in {reader.Name} is `{value.Value}`; it must be {expected}", remedy);
}
