using Whorl.Runtime.Scheduling;

namespace Whorl.Runtime.Tests.Scheduling;

public sealed class GuestSchedulerTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly GuestScheduler _scheduler = new(new SchedulerOptions
    {
        Slots = 1,
        MaxThreads = 8,
        MaxOverdue = 2,
        InspectionPeriod = Timeout.InfiniteTimeSpan,
    });

    private readonly List<ManualResetEventSlim> _events = [];

    [Fact]
    public async Task Job_Scheduled_RunsOnAGuestThread()
    {
        string? name = null;
        StepJob job = Schedule(Lane("a"), () => name = Thread.CurrentThread.Name);

        await job.Finished.WaitAsync(s_patience);

        Assert.Equal("whorl-guest", name);
    }

    [Fact]
    public async Task Jobs_InOneLane_RunInTheOrderTheyCame()
    {
        GuestLane lane = Lane("a");
        ManualResetEventSlim open = Event();
        var order = new List<int>();
        Schedule(lane, () => Wait(open));
        StepJob[] jobs = [.. Enumerable.Range(0, 20).Select(i => Schedule(lane, () => order.Add(i)))];

        open.Set();
        await Task.WhenAll(jobs.Select(j => j.Finished)).WaitAsync(s_patience);

        Assert.Equal(Enumerable.Range(0, 20), order);
        Assert.Equal(1, _scheduler.Statistics.Threads);
    }

    [Fact]
    public async Task Lanes_BothWaiting_AreServedInTurn()
    {
        GuestLane busy = Lane("busy");
        GuestLane other = Lane("other");
        ManualResetEventSlim open = Event();
        var order = new List<string>();
        Schedule(busy, () => Wait(open));
        StepJob[] jobs = [.. Enumerable.Range(0, 50).Select(_ => Schedule(busy, () => order.Add("busy")))];
        StepJob one = Schedule(other, () => order.Add("other"));

        open.Set();
        await Task.WhenAll([one.Finished, .. jobs.Select(j => j.Finished)]).WaitAsync(s_patience);

        Assert.InRange(order.IndexOf("other"), 0, 1);
    }

    [Fact]
    public async Task Guest_ThatWaits_GivesItsSlotToAnother()
    {
        GuestLane lane = Lane("a");
        ManualResetEventSlim open = Event();
        StepJob waiting = Schedule(lane, () => Block(open));

        await Schedule(lane, () => { }).Finished.WaitAsync(s_patience);
        Assert.False(waiting.Finished.IsCompleted);
        Assert.Equal(1, _scheduler.Statistics.Blocked);

        open.Set();
        await waiting.Finished.WaitAsync(s_patience);
    }

    [Fact]
    public async Task Guest_WhoseWaitIsOver_GoesOnOnlyWithASlot()
    {
        GuestLane lane = Lane("a");
        ManualResetEventSlim waited = Event();
        ManualResetEventSlim open = Event();
        int computing = 0;
        int most = 0;
        StepJob waiting = Schedule(lane, () =>
        {
            Block(waited);
            most = Math.Max(most, Interlocked.Increment(ref computing));
            Interlocked.Decrement(ref computing);
        });
        StepJob running = Schedule(Lane("b"), () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref computing));
            waited.Set();
            Wait(open);
            Interlocked.Decrement(ref computing);
        });

        await Until(() => _scheduler.Statistics is { Blocked: 0, Active: 1 } && waited.IsSet);
        Assert.False(waiting.Finished.IsCompleted);
        open.Set();
        await Task.WhenAll(waiting.Finished, running.Finished).WaitAsync(s_patience);

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task BlockingRegions_Nested_CountOnce()
    {
        StepJob job = Schedule(Lane("a"), () =>
        {
            GuestScheduler.EnterBlocking();
            GuestScheduler.EnterBlocking();
            GuestScheduler.ExitBlocking();
            Assert.Equal(1, _scheduler.Statistics.Blocked);
            GuestScheduler.ExitBlocking();
            Assert.Equal(1, _scheduler.Statistics.Active);
        });

        await job.Finished.WaitAsync(s_patience);
    }

    [Fact]
    public void BlockingRegion_OnAnyOtherThread_DoesNothing()
    {
        GuestScheduler.EnterBlocking();
        GuestScheduler.ExitBlocking();

        Assert.Equal(default, _scheduler.Statistics);
    }

    [Fact]
    public async Task Guest_ThatComputesForLong_LosesItsSlotWhenOthersWait()
    {
        ManualResetEventSlim open = Event();
        StepJob hog = Schedule(Lane("hog"), () => Wait(open));
        StepJob other = Schedule(Lane("other"), () => { });

        _scheduler.Inspect();
        Assert.Equal(0, _scheduler.Statistics.Overdue);
        _scheduler.Inspect();
        await other.Finished.WaitAsync(s_patience);

        Assert.Equal(1, _scheduler.Statistics.Overdue);
        open.Set();
        await hog.Finished.WaitAsync(s_patience);
        await Until(() => _scheduler.Statistics is { Overdue: 0, Active: 0 });
    }

    [Fact]
    public async Task Guest_ThatComputesForLongAlone_KeepsItsSlot()
    {
        ManualResetEventSlim open = Event();
        StepJob hog = Schedule(Lane("hog"), () => Wait(open));

        for (int i = 0; i < 5; i++)
        {
            Assert.False(_scheduler.Inspect());
        }

        Assert.Equal(1, _scheduler.Statistics.Active);
        open.Set();
        await hog.Finished.WaitAsync(s_patience);
    }

    [Fact]
    public async Task Lane_WithManyOverdueGuests_StartsNoFurtherOnes()
    {
        GuestLane hogs = Lane("hogs");
        ManualResetEventSlim open = Event();
        StepJob[] jobs = [.. Enumerable.Range(0, 6).Select(_ => Schedule(hogs, () => Wait(open)))];

        for (int i = 0; i < 20; i++)
        {
            _scheduler.Inspect();
        }

        // Two overdue (the bound); the slot that the second one gave up went to nobody else of this lane.
        Assert.Equal(2, hogs.Concurrent);
        await Schedule(Lane("other"), () => { }).Finished.WaitAsync(s_patience);
        open.Set();
        await Task.WhenAll(jobs.Select(j => j.Finished)).WaitAsync(s_patience);
    }

    [Fact]
    public async Task Lane_WithItsQueueFull_RefusesAndRecovers()
    {
        GuestLane lane = _scheduler.CreateLane("a", new LaneOptions { MaxConcurrent = 1, MaxQueued = 2 });
        ManualResetEventSlim open = Event();
        StepJob first = Schedule(lane, () => Block(open));
        await Until(() => _scheduler.Statistics.Blocked == 1);
        StepJob second = Schedule(lane, () => { });
        StepJob third = Schedule(lane, () => { });

        Assert.False(_scheduler.TrySchedule(lane, new StepJob(() => { })));
        open.Set();
        await Task.WhenAll(first.Finished, second.Finished, third.Finished).WaitAsync(s_patience);
        await Schedule(lane, () => { }).Finished.WaitAsync(s_patience);
    }

    [Fact]
    public async Task Threads_AtTheirBound_StillLetWaitingGuestsGoOn()
    {
        GuestLane lane = Lane("a");
        ManualResetEventSlim open = Event();
        StepJob[] jobs = [.. Enumerable.Range(0, 30).Select(_ => Schedule(lane, () => Block(open)))];

        await Until(() => _scheduler.Statistics.Blocked == 8);
        Assert.Equal(22, _scheduler.Statistics.Queued);
        open.Set();

        await Task.WhenAll(jobs.Select(j => j.Finished)).WaitAsync(s_patience);
        Assert.Equal(8, _scheduler.Statistics.Threads);
    }

    [Fact]
    public async Task Scheduler_Disposed_RefusesJobsAndEndsItsThreads()
    {
        StepJob job = Schedule(Lane("a"), () => { });
        await job.Finished.WaitAsync(s_patience);

        _scheduler.Dispose();

        Assert.False(_scheduler.TrySchedule(Lane("a"), new StepJob(() => { })));
        await Until(() => _scheduler.Statistics.Threads == 0);
    }

    [Fact]
    public async Task Load_MixedOverManyThreads_LosesNothing()
    {
        using var scheduler = new GuestScheduler(new SchedulerOptions { Slots = 2, MaxThreads = 64, IdleTimeout = TimeSpan.FromMilliseconds(1) });
        GuestLane[] lanes = [.. Enumerable.Range(0, 4).Select(i => scheduler.CreateLane($"{i}", new LaneOptions { MaxQueued = 100_000 }))];
        int ran = 0;
        var jobs = new List<Task>();
        await Parallel.ForAsync(0, 4, async (producer, _) =>
        {
            for (int i = 0; i < 5_000; i++)
            {
                int kind = i % 7;
                var job = new StepJob(() =>
                {
                    if (kind == 0)
                    {
                        GuestScheduler.EnterBlocking();
                        Thread.Yield();
                        GuestScheduler.ExitBlocking();
                    }

                    Interlocked.Increment(ref ran);
                });
                Assert.True(scheduler.TrySchedule(lanes[(producer + i) % 4], job));
                lock (jobs)
                {
                    jobs.Add(job.Finished);
                }

                if (i % 500 == 0)
                {
                    await job.Finished;
                }
            }
        });

        await Task.WhenAll(jobs).WaitAsync(s_patience);
        Assert.Equal(20_000, ran);
        await Until(() => scheduler.Statistics is { Active: 0, Overdue: 0, Blocked: 0, Queued: 0 });
    }

    public void Dispose()
    {
        _events.ForEach(e => e.Set());
        _scheduler.Dispose();
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static void Wait(ManualResetEventSlim open) => Assert.True(open.Wait(s_patience));

    private static void Block(ManualResetEventSlim open)
    {
        GuestScheduler.EnterBlocking();
        Wait(open);
        GuestScheduler.ExitBlocking();
    }

    private ManualResetEventSlim Event()
    {
        var e = new ManualResetEventSlim(false);
        _events.Add(e);
        return e;
    }

    private GuestLane Lane(string name) => _scheduler.CreateLane(name, new LaneOptions());

    private StepJob Schedule(GuestLane lane, Action body)
    {
        var job = new StepJob(body);
        Assert.True(_scheduler.TrySchedule(lane, job));
        return job;
    }
}
