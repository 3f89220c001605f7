namespace Whorl.Apps.Model;

/// <summary>What becomes of runs that could not take place when they were due, because another was under way or the app was not.</summary>
public enum MissedRuns
{
    /// <summary>They do not take place.</summary>
    Skip,

    /// <summary>One takes place as soon as it can, however many were missed.</summary>
    Once,
}
