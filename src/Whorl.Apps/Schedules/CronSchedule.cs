using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace Whorl.Apps.Schedules;

/// <summary>Set times: a cron expression, read in a time zone.</summary>
/// <remarks>
/// The fields are seconds, minutes, hours, days of the month, months, days of the week and years; years may be left out, and then seconds too.
/// A day has to fit both of its fields.
/// </remarks>
public sealed class CronSchedule
{
    /// <summary>What the library's messages begin with.</summary>
    private const string LibraryPrefix = "The given cron expression has an invalid format. ";

    private static readonly DateTimeOffset s_beforeAll = new(YearField.First - 1, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CronExpression _expression;
    private readonly YearField _years;

    private CronSchedule(string text, CronExpression expression, YearField years, TimeZoneInfo zone)
    {
        Expression = text;
        Zone = zone;
        _expression = expression;
        _years = years;
    }

    /// <summary>The expression as written.</summary>
    public string Expression { get; }

    /// <summary>The time zone that it is read in.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Reads an expression of five, six or seven fields, or a macro such as <c>@hourly</c>.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="zone">The time zone.</param>
    /// <param name="schedule">The times, when the expression is one.</param>
    /// <param name="error">What is wrong with it otherwise.</param>
    public static bool TryParse(string text, TimeZoneInfo zone, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(zone);
        schedule = null;
        string[] fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (>= 5 and <= 7) && !text.TrimStart().StartsWith('@'))
        {
            error = $"it has {fields.Length} {(fields.Length == 1 ? "field" : "fields")}";
            return false;
        }

        YearField years = YearField.Any;
        if (fields.Length == 7 && !YearField.TryParse(fields[6], out years))
        {
            error = $"`{fields[6]}` is no field of years from {YearField.First} to {YearField.Last}";
            return false;
        }

        try
        {
            var expression = CronExpression.Parse(
                string.Join(' ', fields.Take(6)), fields.Length >= 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
            schedule = new CronSchedule(text, expression, years, zone);

            // One whose times are over is a schedule that was kept.
            error = schedule.NextAfter(s_beforeAll) is null ? "no date fits it" : null;
            return error is null;
        }
        catch (CronFormatException e)
        {
            string said = e.Message.Replace(LibraryPrefix, "", StringComparison.Ordinal).TrimEnd('.');
            error = char.ToLowerInvariant(said[0]) + said[1..];
            return false;
        }
    }

    /// <summary>The first of the times after a moment; null when there are none any more.</summary>
    /// <remarks>
    /// A time that the clocks skip when they are put forward becomes the moment after the gap. One that occurs twice when they are put back counts
    /// once, unless the expression is for every hour, minute or second.
    /// </remarks>
    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        DateTimeOffset? next = _expression.GetNextOccurrence(moment, Zone);
        while (next is { } time && !_years.Contains(TimeZoneInfo.ConvertTime(time, Zone).Year))
        {
            if (_years.NextAfter(TimeZoneInfo.ConvertTime(time, Zone).Year) is not { } year)
            {
                return null;
            }

            var start = new DateTime(year, 1, 1);
            next = _expression.GetNextOccurrence(new DateTimeOffset(start, Zone.GetUtcOffset(start)), Zone, inclusive: true);
        }

        return next;
    }

    /// <inheritdoc/>
    public override string ToString() => Zone == TimeZoneInfo.Utc ? Expression : $"{Expression} ({Zone.Id})";
}
