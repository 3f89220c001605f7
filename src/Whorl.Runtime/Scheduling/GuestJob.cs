namespace Whorl.Runtime.Scheduling;

/// <summary>One guest call that waits for a guest thread. Queues link jobs through themselves, so that queueing allocates nothing.</summary>
public abstract class GuestJob
{
    internal GuestJob? Next { get; set; }

    /// <summary>
    /// Runs the guest on a guest thread. Must not throw: a failure is part of the job's result. A continuation that runs in here after
    /// the guest has returned saves a hop to another thread; it must not block.
    /// </summary>
    protected internal abstract void Run();

    /// <summary>
    /// Called every now and then on another thread while the guest runs or waits, so that a job which has taken too long can end its
    /// guest's wait. May come just after the job's end.
    /// </summary>
    protected internal virtual void CheckDeadline()
    {
    }
}
