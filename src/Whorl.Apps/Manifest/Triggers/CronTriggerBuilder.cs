using Whorl.Apps.Model;
using Whorl.Apps.Schedules;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest.Triggers;

/// <summary>Makes the models of cron triggers.</summary>
internal static class CronTriggerBuilder
{
    /// <summary>The trigger type.</summary>
    public const string Type = "cron";

    private const string Forms = "Write cron_expression = \"0 30 9 * * MON-FRI\": seconds, minutes, hours, days of the month, months, days of the week.";

    public static CronTriggerModel? Build(TriggerModel model, TriggerSettings settings)
    {
        TimeZoneInfo zone = ReadZone(settings);
        MissedRuns missed = ReadMissed(settings);
        bool mayOverlap = settings.Boolean("overlap") ?? false;
        if (settings.RequiredText("cron_expression", Forms) is not { } expression)
        {
            return null;
        }

        if (CronSchedule.TryParse(expression.Value, zone, out CronSchedule? schedule, out string? error))
        {
            return new CronTriggerModel(model, schedule) { Missed = missed, MayOverlap = mayOverlap };
        }

        settings.Bad("cron_expression", expression, $"a cron expression, and {error}", Forms);
        return null;
    }

    private static TimeZoneInfo ReadZone(TriggerSettings settings)
    {
        if (settings.Text("time_zone") is not { } name)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name.Value, out TimeZoneInfo? zone))
        {
            return zone;
        }

        settings.Bad("time_zone", name, "a time zone that this machine knows", "Write it as in the IANA database, for example \"Europe/Berlin\"; the package tzdata has them.");
        return TimeZoneInfo.Utc;
    }

    private static MissedRuns ReadMissed(TriggerSettings settings)
    {
        Located<string>? missed = settings.Text("missed_runs");
        switch (missed?.Value)
        {
            case null or "skip":
                return MissedRuns.Skip;
            case "once":
                return MissedRuns.Once;
            default:
                settings.Bad("missed_runs", missed.Value, "`skip` or `once`", null);
                return MissedRuns.Skip;
        }
    }
}
