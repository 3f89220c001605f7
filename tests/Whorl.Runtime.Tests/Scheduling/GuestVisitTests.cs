using Whorl.Runtime.Scheduling;

namespace Whorl.Runtime.Tests.Scheduling;

public sealed class GuestVisitTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly GuestScheduler _scheduler = new(new SchedulerOptions { Slots = 1, MaxThreads = 8, InspectionPeriod = Timeout.InfiniteTimeSpan });
    private readonly GuestLane _lane;
    private readonly ManualResetEventSlim _open = new(false);

    public GuestVisitTests() => _lane = _scheduler.CreateLane("a", new LaneOptions { MaxConcurrent = 2 });

    [Fact]
    public void Visit_WhenNobodyQueues_RunsOnTheCallingThread()
    {
        var job = new StepJob(() => Assert.Equal(1, _scheduler.Statistics.Active));

        Assert.True(_scheduler.TryVisit(_lane, job));

        Assert.True(job.Finished.IsCompletedSuccessfully);
        Assert.Equal(Environment.CurrentManagedThreadId, job.ThreadId);
        Assert.Equal(new SchedulerStatistics(0, 0, 0, 0, 0, 0), _scheduler.Statistics);
        Assert.False(_scheduler.IsBusy);
    }

    [Fact]
    public void Visit_BeforeItsJobBegins_Counts()
    {
        bool wasBusy = false;

        _scheduler.TryVisit(_lane, new StepJob(() => { }), () => wasBusy = _scheduler.IsBusy);

        Assert.True(wasBusy);
    }

    [Fact]
    public void Visit_InsideAVisit_IsRefused() =>
        _scheduler.TryVisit(_lane, new StepJob(() => Assert.False(_scheduler.TryVisit(_lane, new StepJob(() => { })))));

    [Fact]
    public async Task Visit_OfALaneThatIsFull_IsRefused()
    {
        Task[] jobs = [Schedule(_lane, Block).Finished, Schedule(_lane, Block).Finished];
        await WaitUntil(() => _scheduler.Statistics.Blocked == 2);

        Assert.False(_scheduler.TryVisit(_lane, new StepJob(() => { })));
        Assert.True(_scheduler.TryVisit(Lane("other"), new StepJob(() => { })));

        _open.Set();
        await Task.WhenAll(jobs).WaitAsync(s_patience);
    }

    [Fact]
    public async Task Visit_OfALaneWithAQueue_LetsTheQueueGoFirst()
    {
        Task busy = Schedule(Lane("busy"), Wait).Finished;
        Task queued = Schedule(_lane, () => { }).Finished;

        Assert.False(_scheduler.TryVisit(_lane, new StepJob(() => { })));

        _open.Set();
        await Task.WhenAll(busy, queued).WaitAsync(s_patience);
    }

    [Fact]
    public async Task Visit_WhoseGuestWaits_EndsFurtherVisitsUntilItIsOver()
    {
        GuestLane other = Lane("other");
        Task visit = Task.Run(() => Assert.True(_scheduler.TryVisit(_lane, new StepJob(Block))));
        await WaitUntil(() => _scheduler.Statistics.Blocked == 1);

        Assert.False(_scheduler.TryVisit(other, new StepJob(() => { })));
        await Schedule(other, () => { }).Finished.WaitAsync(s_patience);

        _open.Set();
        await visit.WaitAsync(s_patience);
        Assert.True(_scheduler.TryVisit(other, new StepJob(() => { })));
    }

    [Fact]
    public async Task Lane_WhoseGuestWaitedInAVisit_TakesTheOrdinaryWayForAWhile()
    {
        _open.Set();
        _scheduler.TryVisit(_lane, new StepJob(Block));

        for (int i = 0; i < GuestScheduler.JobsAfterHold; i++)
        {
            Assert.False(_scheduler.TryVisit(_lane, new StepJob(() => { })));
            await Schedule(_lane, () => { }).Finished.WaitAsync(s_patience);
        }

        await WaitUntil(() => _scheduler.TryVisit(_lane, new StepJob(() => { })));
    }

    [Fact]
    public async Task Visit_ThatComputesForLong_IsMadeUpForInThePool()
    {
        ThreadPool.GetMinThreads(out int before, out _);
        Task visit = Task.Run(() => Assert.True(_scheduler.TryVisit(_lane, new StepJob(Wait))));
        await WaitUntil(() => _scheduler.Statistics.Active == 1);
        _scheduler.InspectVisits();
        _scheduler.InspectVisits();
        Assert.True(_scheduler.TryVisit(Lane("b"), new StepJob(() => { })));

        _scheduler.InspectVisits();

        ThreadPool.GetMinThreads(out int during, out _);
        Assert.Equal(before + 1, during);
        Assert.False(_scheduler.TryVisit(Lane("c"), new StepJob(() => { })));
        _open.Set();
        await visit.WaitAsync(s_patience);
        ThreadPool.GetMinThreads(out int after, out _);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Visit_WhoseGuestWaited_GoesOnOnlyWithASlot()
    {
        using var busy = new ManualResetEventSlim(false);
        int running = 0;
        Task visit = Task.Run(() => _scheduler.TryVisit(_lane, new StepJob(() =>
        {
            Block();
            running = _scheduler.Statistics.Active;
        })));
        await WaitUntil(() => _scheduler.Statistics.Blocked == 1);
        Task computing = Schedule(Lane("b"), () => Assert.True(busy.Wait(s_patience))).Finished;
        await WaitUntil(() => _scheduler.Statistics.Active == 1);

        _open.Set();
        await WaitUntil(() => _scheduler.Statistics.Blocked == 0);
        Assert.False(visit.IsCompleted);

        busy.Set();
        await Task.WhenAll(visit, computing).WaitAsync(s_patience);
        Assert.Equal(1, running);
    }

    [Fact]
    public void Visit_AfterTheEnd_IsRefused()
    {
        _scheduler.Dispose();

        Assert.False(_scheduler.TryVisit(_lane, new StepJob(() => { })));
    }

    public void Dispose()
    {
        _open.Set();
        _scheduler.Dispose();
        _open.Dispose();
    }

    private static async Task WaitUntil(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private void Wait() => Assert.True(_open.Wait(s_patience));

    private void Block()
    {
        GuestScheduler.EnterBlocking();
        Wait();
        GuestScheduler.ExitBlocking();
    }

    private GuestLane Lane(string name) => _scheduler.CreateLane(name, new LaneOptions());

    private StepJob Schedule(GuestLane lane, Action body)
    {
        var job = new StepJob(body);
        Assert.True(_scheduler.TrySchedule(lane, job));
        return job;
    }
}
