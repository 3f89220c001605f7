using Whorl.Runtime.Scheduling;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Engines;

/// <summary>What runs the guests of an app: one engine, the threads they run on, and the pulse that watches their time.</summary>
internal sealed class EngineRoom : IDisposable
{
    private readonly Action _ensurePulse;

    public EngineRoom(EngineOptions engine, SchedulerOptions scheduler)
    {
        Engine = new Engine(engine);
        Scheduler = new GuestScheduler(scheduler);
        Pulse = new EnginePulse(Engine, Scheduler);
        _ensurePulse = Pulse.Ensure;
    }

    public Engine Engine { get; }

    public GuestScheduler Scheduler { get; }

    public EnginePulse Pulse { get; }

    /// <summary>Has a job run on one of the scheduler's threads.</summary>
    /// <returns>False when the lane's queue is full or the scheduler has stopped.</returns>
    public bool TrySchedule(GuestLane lane, GuestJob job)
    {
        if (!Scheduler.TrySchedule(lane, job))
        {
            return false;
        }

        Pulse.Ensure();
        return true;
    }

    /// <summary>Runs a job on the calling thread, if it need not queue.</summary>
    /// <returns>False when it was not run.</returns>
    public bool TryVisit(GuestLane lane, GuestJob job) => Scheduler.TryVisit(lane, job, _ensurePulse);

    /// <summary>Stops the threads. No guest may be alive any more.</summary>
    public void Dispose()
    {
        Scheduler.Dispose();
        Pulse.Dispose();
        Engine.Dispose();
    }
}
