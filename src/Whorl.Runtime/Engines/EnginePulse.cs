using Whorl.Runtime.Scheduling;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Engines;

/// <summary>
/// Advances the engine's epoch while guests are alive, which is how a guest that computes is interrupted, and looks after the
/// deadlines of those that wait. It stands still while there are none, so that an idle host does not wake up.
/// </summary>
internal sealed class EnginePulse : IDisposable
{
    /// <summary>The time between two ticks of the epoch.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private const int TicksPerDeadlineCheck = 10;

    private readonly Engine _engine;
    private readonly GuestScheduler _scheduler;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private volatile bool _parked;
    private volatile bool _stopped;

    public EnginePulse(Engine engine, GuestScheduler scheduler)
    {
        _engine = engine;
        _scheduler = scheduler;
        _thread = new Thread(Run) { IsBackground = true, Name = "whorl-pulse", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Called after a job was scheduled.</summary>
    /// <remarks>
    /// No wake-up is lost: the scheduler's lock lies between scheduling and this look at the flag, and between setting the flag
    /// and the thread's last look at the scheduler, so one of the two sees what the other did.
    /// </remarks>
    public void Ensure()
    {
        if (_parked)
        {
            _wake.Set();
        }
    }

    public void Dispose()
    {
        _stopped = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        while (!_stopped)
        {
            // A whole second without a guest: at a steady trickle of requests the pulse does not start and stop with each.
            for (int idleBeats = 0; idleBeats < 10 && !_stopped; idleBeats = _scheduler.IsBusy ? 0 : idleBeats + 1)
            {
                Beat();
            }

            _parked = true;
            if (!_scheduler.IsBusy && !_stopped)
            {
                _wake.WaitOne();
            }

            _parked = false;
        }
    }

    private void Beat()
    {
        for (int tick = 0; tick < TicksPerDeadlineCheck && !_stopped; tick++)
        {
            _wake.WaitOne(Period);
            _engine.IncrementEpoch();
            _scheduler.InspectVisits();
        }

        _scheduler.CheckDeadlines();
    }
}
