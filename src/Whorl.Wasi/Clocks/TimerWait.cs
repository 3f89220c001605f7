using Whorl.Wasi.Io;

namespace Whorl.Wasi.Clocks;

/// <summary>Ready from some instant on. A timer runs only while the guest waits.</summary>
internal sealed class TimerWait(WasiContext context, MonotonicClock clock, ulong deadline) : IWaitable, IDisposable
{
    // The longest that a timer takes; a wait that is longer is armed again.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    private ITimer? _timer;

    public bool IsReady => clock.Now >= deadline;

    public void Arm()
    {
        ulong now = clock.Now;
        if (now >= deadline)
        {
            return;
        }

        TimeSpan rest = deadline - now >= (ulong)s_longest.TotalNanoseconds
            ? s_longest
            : TimeSpan.FromTicks((long)((deadline - now + 99) / 100));

        // Timers count whole milliseconds: rounded up, so that waking early does not make the guest's thread go round.
        rest = TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds));
        if (_timer is null)
        {
            context.EndWithInstance(this);
            _timer = clock.Time.CreateTimer(static wake => ((Action)wake!)(), context.Signal.Wake, rest, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(rest, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        if (_timer is not null)
        {
            _timer.Dispose();
            _timer = null;
            context.Forget(this);
        }
    }
}
