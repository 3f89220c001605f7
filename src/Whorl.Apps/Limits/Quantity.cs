using System.Globalization;

namespace Whorl.Apps.Limits;

/// <summary>Reads amounts of time and of bytes as people write them.</summary>
public static class Quantity
{
    private static readonly (string Suffix, double Ticks)[] s_timeUnits =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("us", TimeSpan.TicksPerMicrosecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    private static readonly (string Suffix, double Bytes)[] s_binaryUnits =
        [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("B", 1)];

    private static readonly (string Suffix, double Bytes)[] s_decimalUnits =
        [("kB", 1e3), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9)];

    /// <summary>Reads a duration such as <c>500ms</c>, <c>1.5s</c>, <c>2m</c> or <c>1h</c>.</summary>
    public static bool TryParseTime(string text, out TimeSpan time)
    {
        time = default;
        if (!TryParse(text, s_timeUnits, out var ticks) || ticks > TimeSpan.MaxValue.Ticks / 2)
        {
            return false;
        }

        time = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>Reads a size such as <c>128MiB</c>, <c>64KiB</c>, <c>10MB</c> or <c>512B</c>.</summary>
    public static bool TryParseBytes(string text, out long bytes)
    {
        bytes = 0;
        if (!(TryParse(text, s_decimalUnits, out var value) || TryParse(text, s_binaryUnits, out value)) || value > long.MaxValue / 2)
        {
            return false;
        }

        bytes = (long)value;
        return true;
    }

    /// <summary>A duration in the largest unit that it is a whole number of.</summary>
    public static string Format(TimeSpan time) => Format(time.Ticks, s_timeUnits.OrderByDescending(u => u.Ticks));

    /// <summary>A size in the largest binary unit that it is a whole number of.</summary>
    public static string Format(long bytes) => Format(bytes, s_binaryUnits);

    private static string Format(long value, IEnumerable<(string Suffix, double Size)> units)
    {
        var (suffix, size) = value == 0 ? units.Last() : units.First(u => value % (long)u.Size == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{value / (long)size}{suffix}");
    }

    private static bool TryParse(string text, (string Suffix, double Size)[] units, out double value)
    {
        foreach (var (suffix, size) in units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal))
            {
                continue;
            }

            var number = text.AsSpan(0, text.Length - suffix.Length).Trim();
            if (double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
            {
                value *= size;
                return true;
            }
        }

        value = 0;
        return false;
    }
}
