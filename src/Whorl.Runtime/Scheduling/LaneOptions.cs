namespace Whorl.Runtime.Scheduling;

/// <summary>How much of the scheduler one component may take.</summary>
public sealed record LaneOptions
{
    /// <summary>Guests of the component that are alive at once, whether they run or wait.</summary>
    public int MaxConcurrent { get; init; } = 1024;

    /// <summary>Calls that may wait for their turn; one more is refused.</summary>
    public int MaxQueued { get; init; } = 1024;
}
