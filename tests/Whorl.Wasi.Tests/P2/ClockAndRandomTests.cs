using Whorl.Wasi.P2.Clocks;
using Whorl.Wasi.P2.Clocks.WallClock;
using Whorl.Wasi.P2.Random;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.P2;

public sealed class ClockAndRandomTests
{
    [Fact]
    public void Clock_ManualTime_ShowsIt()
    {
        var time = new ManualTime();
        using var context = new WasiContext(new WasiContextOptions { Time = time });
        var host = new ClockHost(context);
        Whorl.Wasi.P2.Clocks.MonotonicClock.IHost monotonic = host;
        Whorl.Wasi.P2.Clocks.WallClock.IHost wall = host;
        Assert.Equal(0ul, monotonic.Now());
        time.Advance(TimeSpan.FromMilliseconds(1500));
        Assert.Equal(1_500_000_000ul, monotonic.Now());
        Assert.Equal(new Datetime((ulong)new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero).ToUnixTimeSeconds(), 500_000_000), wall.Now());
    }

    [Fact]
    public void SubscribeDuration_LongerThanTime_IsNeverReady()
    {
        var time = new ManualTime();
        using var context = new WasiContext(new WasiContextOptions { Time = time });
        var host = new ClockHost(context);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(host.SubscribeDuration(ulong.MaxValue).Ready());
        Assert.True(host.SubscribeDuration(0).Ready());
    }

    [Fact]
    public void Timezone_AnyTime_IsUtc()
    {
        using var context = new WasiContext(new WasiContextOptions());
        var host = new ClockHost(context);
        Assert.Equal((0, "UTC", false), (host.Display(default).UtcOffset, host.Display(default).Name, host.Display(default).InDaylightSavingTime));
        Assert.Equal(0, host.UtcOffset(default));
    }

    [Fact]
    public void RandomBytes_MoreThanTheLimit_EndTheGuest()
    {
        using var context = new WasiContext(new WasiContextOptions { Limits = new WasiLimits { RandomBytesPerCall = 10 } });
        var host = new RandomHost(context);
        Assert.Equal(10, host.GetRandomBytes(10).Length);
        Assert.Equal(10, host.GetInsecureRandomBytes(10).Length);
        Assert.Equal("random-bytes-per-call", Assert.Throws<WasiLimitException>(() => { host.GetRandomBytes(11); }).Limit.Name);
        Assert.Throws<WasiLimitException>(() => { host.GetInsecureRandomBytes(ulong.MaxValue); });
    }
}
