namespace Whorl.Runtime.Scheduling;

/// <summary>The bounds of a <see cref="GuestScheduler"/>.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Guests that compute at the same time. More than the machine has cores only adds context switches.</summary>
    public int Slots { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Threads of the thread pool that may run a guest at the same time, instead of waking one of the scheduler's.</summary>
    public int MaxVisitors { get; init; } = 2 + (2 * Math.Max(1, Environment.ProcessorCount));

    /// <summary>
    /// Threads at most, most of which wait. A waiting guest costs a thread's stack pages (about 50 KiB touched), so four thousand are
    /// affordable, and a component that fills its own lane (1 024 by default) leaves room for the others.
    /// </summary>
    public int MaxThreads { get; init; } = 4096;

    /// <summary>Address space of a guest thread's stack: the guest's own bound (512 KiB) and room for host calls beneath it.</summary>
    public int StackBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>How long a thread stays without work before it ends.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How often slots are inspected while work waits. A guest that computes over two inspections loses its slot (not its thread), so
    /// that calls behind it are delayed by a few milliseconds at most.
    /// </summary>
    public TimeSpan InspectionPeriod { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Guests of one lane that may go on computing without a slot; with that many, the lane starts no further ones.</summary>
    public int MaxOverdue { get; init; } = 2 * Math.Max(1, Environment.ProcessorCount);
}
