using Whorl.Apps.Schedules;

namespace Whorl.Apps.Model;

/// <summary>A trigger that calls its component at set times.</summary>
public sealed record CronTriggerModel : TriggerModel
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    internal CronTriggerModel(TriggerModel model, CronSchedule schedule)
        : base(model) => Schedule = schedule;

    /// <summary>The times.</summary>
    public CronSchedule Schedule { get; }

    /// <summary>What becomes of runs that could not take place when they were due.</summary>
    public MissedRuns Missed { get; init; }

    /// <summary>Whether a run may begin while the one before is under way.</summary>
    public bool MayOverlap { get; init; }
}
