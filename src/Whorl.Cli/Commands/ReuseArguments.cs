using System.Globalization;
using Whorl.Runtime.Services;

namespace Whorl.Cli.Commands;

/// <summary>Reads the options about the reuse of instances: a value, or a range <c>A..B</c> from which each instance or request takes one.</summary>
internal static class ReuseArguments
{
    private static readonly (string Unit, double Milliseconds)[] s_units = [("ms", 1), ("us", 1e-3), ("\u03bcs", 1e-3), ("ns", 1e-6), ("s", 1000)];

    /// <exception cref="CommandException">A value cannot be understood.</exception>
    public static ReuseOptions Read(string? maxReuse, string? maxConcurrent, string? requestTimeout, string? idleTimeout)
    {
        var defaults = new ReuseOptions();
        return new ReuseOptions
        {
            MaxRequests = Range("--max-instance-reuse-count", maxReuse, Count) ?? defaults.MaxRequests,
            MaxConcurrent = Range("--max-instance-concurrent-reuse-count", maxConcurrent, Count) ?? defaults.MaxConcurrent,
            RequestMilliseconds = Range("--request-timeout", requestTimeout, PositiveMilliseconds),
            IdleMilliseconds = Range("--idle-instance-timeout", idleTimeout, Milliseconds) ?? defaults.IdleMilliseconds,
        };
    }

    private static ValueRange? Range(string option, string? text, Func<string, int?> parse)
    {
        if (text is null)
        {
            return null;
        }

        string[] ends = text.Split("..");
        int? from = parse(ends[0]);
        int? to = parse(ends[^1]);
        return ends.Length <= 2 && from <= to
            ? new ValueRange(from.Value, to.Value)
            : throw new CommandException(
                $"{option} {text} is not a value or a range.",
                parse == Count ? "Give a number from 1, or a range such as 8..16." : "Give a time such as 30, 1s or 250ms, or a range such as 1s..2s.");
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : null;

    private static int? PositiveMilliseconds(string text) => Milliseconds(text) is { } time and > 0 ? time : null;

    private static int? Milliseconds(string text)
    {
        double factor = 1000;
        foreach ((string unit, double milliseconds) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                text = text[..^unit.Length];
                factor = milliseconds;
                break;
            }
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value * factor <= int.MaxValue
            ? (int)Math.Ceiling(value * factor)
            : null;
    }
}
