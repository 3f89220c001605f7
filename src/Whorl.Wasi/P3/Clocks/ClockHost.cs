using Whorl.Components.Hosting;
using Whorl.Wasi.P3.Clocks.SystemClock;

namespace Whorl.Wasi.P3.Clocks;

/// <summary>The functions of <c>wasi:clocks</c>. The time zone is UTC.</summary>
internal sealed class ClockHost(WasiContext context) : MonotonicClock.IHost, SystemClock.IHost, Timezone.IHost
{
    // The longest that a timer takes; a wait that is longer goes round again.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    ulong MonotonicClock.IHost.Now() => context.Clock.Now;

    ulong MonotonicClock.IHost.GetResolution() => context.Clock.Resolution;

    public ValueTask WaitUntil(ulong when, HostTask task) => context.Clock.Now >= when ? default : new(WaitAsync(when, task.Cancellation));

    public ValueTask WaitFor(ulong howLong, HostTask task)
    {
        ulong now = context.Clock.Now;
        return WaitUntil(howLong > ulong.MaxValue - now ? ulong.MaxValue : now + howLong, task);
    }

    Instant SystemClock.IHost.Now()
    {
        (long seconds, long rest) = Math.DivRem(context.Options.Time.GetUtcNow().Ticks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        return rest < 0
            ? new Instant(seconds - 1, (uint)((rest + TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick))
            : new Instant(seconds, (uint)(rest * TimeSpan.NanosecondsPerTick));
    }

    ulong SystemClock.IHost.GetResolution() => TimeSpan.NanosecondsPerTick;

    public Option<string> IanaId() => "UTC";

    public Option<long> UtcOffset(Instant when) => 0;

    public string ToDebugString() => "UTC";

    private async Task WaitAsync(ulong when, CancellationToken cancellationToken)
    {
        for (ulong now = context.Clock.Now; now < when && !cancellationToken.IsCancellationRequested; now = context.Clock.Now)
        {
            TimeSpan rest = when - now >= (ulong)s_longest.TotalNanoseconds ? s_longest : TimeSpan.FromTicks((long)((when - now + 99) / 100));

            // Timers count whole milliseconds: rounded up, so that waking early does not make it go round.
            rest = TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds));
            await Task.Delay(rest, context.Clock.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
