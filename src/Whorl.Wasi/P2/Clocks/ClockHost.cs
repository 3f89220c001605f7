using Whorl.Wasi.Clocks;
using Whorl.Wasi.Files;
using Whorl.Wasi.P2.Clocks.Timezone;
using Whorl.Wasi.P2.Clocks.WallClock;
using Whorl.Wasi.P2.Io;

namespace Whorl.Wasi.P2.Clocks;

/// <summary>The functions of <c>wasi:clocks</c>. The time zone is UTC.</summary>
internal class ClockHost(WasiContext context) : MonotonicClock.IHost, WallClock.IHost, Timezone.IHost
{
    ulong MonotonicClock.IHost.Now() => context.Clock.Now;

    ulong MonotonicClock.IHost.Resolution() => context.Clock.Resolution;

    public Io.Poll.IPollable SubscribeInstant(ulong when)
    {
        var timer = new TimerWait(context, context.Clock, when);
        return new PollableResource(context, timer, timer);
    }

    public Io.Poll.IPollable SubscribeDuration(ulong when)
    {
        ulong now = context.Clock.Now;
        return SubscribeInstant(when > ulong.MaxValue - now ? ulong.MaxValue : now + when);
    }

    Datetime WallClock.IHost.Now()
    {
        var now = FileTime.From(context.Options.Time.GetUtcNow());
        return new Datetime(now.Seconds, now.Nanoseconds);
    }

    Datetime WallClock.IHost.Resolution() => new(0, (uint)TimeSpan.NanosecondsPerTick);

    public TimezoneDisplay Display(Datetime when) => new(0, "UTC", false);

    public int UtcOffset(Datetime when) => 0;
}
