namespace Whorl.Runtime.Scheduling;

/// <summary>
/// A thread that guests run on. It parks on an event of its own, so that the scheduler wakes exactly the thread it has work for.
/// State without a note is guarded by the scheduler's lock.
/// </summary>
internal sealed class GuestThread : IDisposable
{
    [ThreadStatic]
    private static GuestThread? t_current;

    private readonly GuestScheduler _scheduler;
    private readonly AutoResetEvent _wake = new(false);
    private bool _started;

    /// <param name="scheduler">Whose thread it is.</param>
    /// <param name="isVisitor">Whether it stands for threads of others, for as long as each runs a guest.</param>
    internal GuestThread(GuestScheduler scheduler, bool isVisitor = false)
    {
        _scheduler = scheduler;
        IsVisitor = isVisitor;
        _started = isVisitor;
    }

    /// <summary>The guest thread that calls, or null on any other thread.</summary>
    internal static GuestThread? Current => t_current;

    internal GuestScheduler Scheduler => _scheduler;

    internal GuestLane? Lane { get; set; }

    internal GuestJob? Job { get; set; }

    /// <summary>The slot held, or -1 while the thread is idle, blocked or overdue, or visits.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>Computes without a slot.</summary>
    internal bool IsOverdue { get; set; }

    /// <summary>The inspection during which the guest got its slot.</summary>
    internal uint StintStart { get; set; }

    /// <summary>How many blocking regions are open. Touched by this thread only.</summary>
    internal int BlockingDepth { get; set; }

    internal bool IsVisitor { get; }

    /// <summary>Whether the visitor's guest has waited or computed for long.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>How many inspections the visit has seen.</summary>
    internal int VisitAge { get; set; }

    internal bool IsIdle { get; set; }

    /// <summary>Where the thread stands in the scheduler's list of all threads.</summary>
    internal int Index { get; set; }

    internal GuestThread? NextIdle { get; set; }

    internal GuestThread? PreviousIdle { get; set; }

    internal GuestThread? NextResuming { get; set; }

    internal GuestThread? NextToWake { get; set; }

    /// <summary>Lets the thread go on with what the scheduler has set, starting it the first time. Called without the lock.</summary>
    internal void Wake()
    {
        if (_started)
        {
            _wake.Set();
            return;
        }

        _started = true;
        var thread = new Thread(Loop, _scheduler.Options.StackBytes) { IsBackground = true, Name = "whorl-guest" };
        try
        {
            thread.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            _scheduler.OnStartFailed(this);
        }
    }

    /// <summary>Parks until <see cref="Wake"/>.</summary>
    /// <returns>False when the time ran out first.</returns>
    internal bool Park(TimeSpan timeout) => _wake.WaitOne(timeout);

    /// <summary>Runs the job on the calling thread.</summary>
    internal void Visit()
    {
        t_current = this;
        try
        {
            Job!.Run();
        }
        finally
        {
            t_current = null;
        }
    }

    public void Dispose() => _wake.Dispose();

    private void Loop()
    {
        t_current = this;
        do
        {
            Job!.Run();
        }
        while (_scheduler.CompleteAndTakeNext(this));

        t_current = null;
        Dispose();
    }
}
