using Whorl.Wasi.Clocks;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Io;

public sealed class WaitingTests
{
    [Fact]
    public void WaitFor_WhatIsReady_EntersNoBlockingRegion()
    {
        var region = new RecordingRegion();
        using var context = new WasiContext(new WasiContextOptions()) { Blocking = region };
        var flag = new Flag(context);
        flag.Set();
        context.WaitFor(flag);
        Assert.Equal(0, region.Enters);
    }

    [Fact]
    public async Task WaitForAny_OneOfMany_WakesByThatOne()
    {
        var region = new RecordingRegion();
        using var context = new WasiContext(new WasiContextOptions()) { Blocking = region };
        Flag[] flags = [new(context), new(context), new(context)];
        Task waiting = Task.Run(() => context.WaitForAny(flags));
        await region.Entered;
        flags[1].Set();
        await waiting;
        Assert.Equal((1, 1), (region.Enters, region.Exits));
        Assert.Equal([false, true, false], flags.Select(f => f.IsReady));
    }

    [Fact]
    public async Task WaitForAny_NeedlessWakeUps_GoesOnSleeping()
    {
        var region = new RecordingRegion();
        using var context = new WasiContext(new WasiContextOptions()) { Blocking = region };
        var flag = new Flag(context);
        Task waiting = Task.Run(() => context.WaitFor(flag));
        await region.Entered;
        for (int i = 0; i < 100; i++)
        {
            context.Signal.Wake();
        }

        Assert.False(waiting.IsCompleted);
        flag.Set();
        await waiting;
        Assert.Equal((1, 1), (region.Enters, region.Exits));
    }

    [Fact]
    public async Task WaitForAny_Aborted_ThrowsAndLeavesTheRegion()
    {
        using var abort = new CancellationTokenSource();
        var region = new RecordingRegion();
        using var context = new WasiContext(new WasiContextOptions()) { Blocking = region, Aborted = abort.Token };
        Task waiting = Task.Run(() => context.WaitFor(new Flag(context)));
        await region.Entered;
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal((1, 1), (region.Enters, region.Exits));
    }

    [Fact]
    public async Task WaitFor_Timer_EndsWithTheTimeAndNotBefore()
    {
        var time = new ManualTime();
        var region = new RecordingRegion();
        using var context = new WasiContext(new WasiContextOptions { Time = time }) { Blocking = region };
        var clock = new MonotonicClock(time);
        using var timer = new TimerWait(context, clock, 5_000_000);
        Task waiting = Task.Run(() => context.WaitFor(timer));
        await region.Entered;
        time.Advance(TimeSpan.FromMilliseconds(4));
        Assert.False(timer.IsReady);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting;
        Assert.True(timer.IsReady);
    }

    [Fact]
    public void Timer_FarAway_NeitherOverflowsNorFires()
    {
        var time = new ManualTime();
        using var context = new WasiContext(new WasiContextOptions { Time = time });
        using var timer = new TimerWait(context, new MonotonicClock(time), ulong.MaxValue);
        timer.Arm();
        time.Advance(TimeSpan.FromDays(30));
        Assert.False(timer.IsReady);
        timer.Arm();
        Assert.Equal(1, time.ActiveTimers);
    }

    [Fact]
    public void Dispose_RunningTimers_EndThem()
    {
        var time = new ManualTime();
        var context = new WasiContext(new WasiContextOptions { Time = time });
        var timer = new TimerWait(context, new MonotonicClock(time), 1000);
        timer.Arm();
        Assert.Equal(1, time.ActiveTimers);
        context.Dispose();
        Assert.Equal(0, time.ActiveTimers);
    }
}
