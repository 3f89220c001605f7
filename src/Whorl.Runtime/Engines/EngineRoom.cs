using Whorl.Runtime.Scheduling;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Engines;

/// <summary>What runs the guests of an app: one engine, the threads they run on, and the pulse that watches their time.</summary>
internal sealed class EngineRoom : IDisposable
{
    public EngineRoom(EngineOptions engine, SchedulerOptions scheduler)
    {
        Engine = new Engine(engine);
        Scheduler = new GuestScheduler(scheduler);
        Pulse = new EnginePulse(Engine, Scheduler);
    }

    public Engine Engine { get; }

    public GuestScheduler Scheduler { get; }

    public EnginePulse Pulse { get; }

    /// <summary>Stops the threads. No guest may be alive any more.</summary>
    public void Dispose()
    {
        Scheduler.Dispose();
        Pulse.Dispose();
        Engine.Dispose();
    }
}
