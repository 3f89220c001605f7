using System.Collections.Immutable;
using System.Globalization;

namespace Whorl.Apps.Schedules;

/// <summary>The seventh field of a cron expression, which the library that reads the others does not know.</summary>
internal sealed class YearField
{
    /// <summary>The first year that can be written.</summary>
    public const int First = 1970;

    /// <summary>The last one.</summary>
    public const int Last = 2099;

    private readonly ImmutableSortedSet<int> _years;

    private YearField(IEnumerable<int> years) => _years = [.. years];

    /// <summary>Every year.</summary>
    public static YearField Any { get; } = new(Enumerable.Range(First, Last - First + 1));

    /// <summary>Reads <c>*</c>, years, ranges <c>2025-2030</c> and steps <c>2025/2</c>, separated by commas.</summary>
    public static bool TryParse(string text, out YearField field)
    {
        var years = new List<int>();
        foreach (string part in text.Split(','))
        {
            string[] step = part.Split('/');
            string[] ends = step[0] is "*" or "?" ? [$"{First}", $"{Last}"] : step[0].Split('-');
            if (step.Length > 2 || ends.Length > 2 || !TryReadYear(ends[0], out int from) || !TryReadYear(ends[^1], out int to) || !TryReadStep(step, out int every))
            {
                field = Any;
                return false;
            }

            // A single year with a step is where the steps begin.
            int last = ends.Length == 1 && step.Length == 2 ? Last : to;
            for (int year = from; year <= last; year += every)
            {
                years.Add(year);
            }
        }

        field = new YearField(years);
        return years.Count > 0;
    }

    public bool Contains(int year) => _years.Contains(year);

    /// <summary>The first of the years after another; null when there is none.</summary>
    public int? NextAfter(int year) => _years.FirstOrDefault(y => y > year) is > 0 and var next ? next : null;

    private static bool TryReadYear(string text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is >= First and <= Last;

    private static bool TryReadStep(string[] step, out int every)
    {
        every = 1;
        return step.Length == 1 || (int.TryParse(step[1], NumberStyles.None, CultureInfo.InvariantCulture, out every) && every is > 0 and <= Last);
    }
}
