using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;

namespace Whorl.Components.Tests.Async;

public sealed class LoopTests
{
    [Fact]
    public void RunUntil_WithoutAnythingLeftToDo_EndsTheInstance()
    {
        using var guest = TestGuest.Load(WaitsForNothing);

        var trap = Assert.Throws<GuestTrapException>(() => guest.Call("wait", ComponentValue.FromUnsigned(0)));

        Assert.Contains("deadlock detected", trap.Message, StringComparison.Ordinal);
        Assert.True(guest.Instance.IsPoisoned);
    }

    [Fact]
    public void IsStuck_WhenATaskWaitsForNothing_IsTrue()
    {
        using var guest = TestGuest.Load(WaitsForNothing);
        var call = new TestCall<uint>(_ => 0, (_, result) => result);

        call.Start(guest.Instance, guest.Export("wait"));

        Assert.True(guest.Instance.Loop.IsStuck);
        Assert.Equal(1, guest.Instance.Loop.ActiveCalls);
    }

    [Fact]
    public void IsStuck_WhileTheHostOwesAResult_IsFalse()
    {
        using var guest = new Gate().Load();

        TestCall.Start(guest, "late", 1);

        Assert.False(guest.Instance.Loop.IsStuck);
    }

    [Fact]
    public async Task RunUntil_ThatIsCancelled_LeavesTheInstanceUsable()
    {
        var gate = new Gate();
        using var guest = gate.Load();
        var call = TestCall.Start(guest, "late", 1);
        using var cancellation = new CancellationTokenSource();
        var running = Task.Run(() => guest.Instance.Loop.RunUntil(() => call.Result.IsCompleted, cancellation.Token));

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await gate.Answer(1);
        Assert.Equal(2u, await call.Result);
    }

    [Fact]
    public async Task Aborted_WhileAGuestWaitsInTheMiddleOfItsCode_EndsTheInstance()
    {
        var gate = new Gate();
        using var guest = gate.Load();
        using var abort = new CancellationTokenSource();
        guest.Instance.Loop.Aborted = abort.Token;
        var call = Task.Run(() => TestCall.Start(guest, "blocking", 1));
        await gate.HasAsked(1);

        await abort.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await (await call).Result);
        Assert.True(guest.Instance.IsPoisoned);
    }

    [Fact]
    public async Task Scheduler_IsAskedForAThread_WhenAResultComes_AndToldOfEachThread()
    {
        var gate = new Gate();
        using var guest = gate.Load();
        var scheduler = new ManualScheduler();
        guest.Instance.Loop.Scheduler = scheduler;
        var call = TestCall.Start(guest, "late", 1);
        Assert.Equal((1, 1), (scheduler.Entered, scheduler.Left));

        await gate.Answer(1);
        var loop = await scheduler.Scheduled;
        Assert.False(call.Result.IsCompleted);
        loop.Pump();

        Assert.Equal(2u, await call.Result);
        Assert.Equal((2, 2), (scheduler.Entered, scheduler.Left));
    }

    [Fact]
    public void Scheduler_IsNotToldOfThreads_OnceTheInstanceHasEnded()
    {
        using var guest = TestGuest.Load(WaitsForNothing);
        var scheduler = new ManualScheduler();
        guest.Instance.Loop.Scheduler = scheduler;
        Exception? cause = null;

        guest.Instance.Dispose();
        guest.Instance.Loop.Post(new Work(() => Assert.Fail("the instance has ended"), e => cause = e));
        Assert.True(scheduler.Scheduled.IsCompleted);
        guest.Instance.Loop.Pump();
        guest.Instance.Dispose();

        Assert.IsType<ObjectDisposedException>(cause);
        Assert.Equal((0, 0), (scheduler.Entered, scheduler.Left));
    }

    [Fact]
    public void Start_OfATaskThatYieldsForEver_GivesTheThreadBack()
    {
        using var guest = TestGuest.Load(YieldsForEver);
        var scheduler = new ManualScheduler();
        guest.Instance.Loop.Scheduler = scheduler;
        var call = new TestCall<uint>(_ => 0, (_, result) => result, "greedy");

        call.Start(guest.Instance, guest.Export("yield"));

        Assert.True(scheduler.Scheduled.IsCompleted);
        Assert.InRange(scheduler.Turns.Count, 100, 1000);
        Assert.All(scheduler.Turns, state => Assert.Equal("greedy", state));
        guest.Instance.Loop.Scheduler = new PumpingScheduler();
        guest.Instance.Loop.Pump();
    }

    [Fact]
    public async Task Scheduler_IsToldWhoGoesOn_WhenAWaitInTheMiddleOfCodeIsOver()
    {
        var gate = new Gate();
        using var guest = gate.Load(AsyncGuests.Chain("late"));
        var scheduler = new ManualScheduler();
        guest.Instance.Loop.Scheduler = scheduler;
        var outer = Task.Run(() => TestCall.Start(guest, "blocking", 1, "outer"));
        await gate.HasAsked(1);
        var inner = TestCall.Start(guest, "inner", 2, "inner");
        await gate.HasAsked(2);
        await gate.Answer(2);
        await inner.Exited;
        await gate.Answer(1);

        await (await outer).Exited;
        
        // What the outer guest calls has turns of its own; the last one is of the guest that waited for it.
        Assert.Equal(["outer", "inner", "inner", "outer", "outer"], scheduler.Turns);
    }

    [Theory]
    [InlineData("yield")]
    [InlineData("yield-inside")]
    public async Task Dispose_WhileATaskYieldsForEver_EndsIt(string export)
    {
        var guest = TestGuest.Load(YieldsForEver);
        var call = new TestCall<uint>(_ => 0, (_, result) => result);
        var starting = Task.Run(() => call.Start(guest.Instance, guest.Export(export)));
        while (guest.Instance.Loop.ActiveCalls == 0)
        {
            await Task.Yield();
        }

        guest.Dispose();

        await starting;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call.Exited);
    }

    [Fact]
    public async Task Dispose_WhileAGuestWaitsInTheMiddleOfItsCode_EndsIt()
    {
        var gate = new Gate();
        var guest = gate.Load();
        var call = Task.Run(() => TestCall.Start(guest, "blocking", 1));
        await gate.HasAsked(1);

        guest.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await (await call).Result);
    }

    [Fact]
    public async Task Post_FromManyThreads_LosesNothing()
    {
        using var guest = new Gate().Load();
        var count = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                guest.Instance.Loop.Post(new Work(() =>
                {
                    // Not interlocked: only one thread is in the loop at a time.
                    if (++count == 20_000)
                    {
                        done.SetResult();
                    }
                }));
            }
        })));
        await done.Task;

        Assert.Equal(20_000, count);
    }

    [Fact]
    public async Task Work_ThatFails_EndsTheInstance_AndLaterWorkIsToldSo()
    {
        using var guest = new Gate().Load();
        guest.Instance.Loop.Run(new Work(() => throw new TimeoutException("late")));
        var ended = new TaskCompletionSource<Exception>();

        guest.Instance.Loop.Post(new Work(() => { }, ended.SetResult));

        Assert.IsType<TimeoutException>(await ended.Task);
    }

    private const string WaitsForNothing = """
        (component
          (core module $M
            (import "" "set" (func $set (result i32)))
            (func (export "wait") (param i32) (result i32) (i32.or (i32.const 2) (i32.shl (call $set) (i32.const 4))))
            (func (export "wait-cb") (param i32 i32 i32) (result i32) unreachable))
          (core func $set (canon waitable-set.new))
          (core instance $m (instantiate $M (with "" (instance (export "set" (func $set))))))
          (func (export "wait") async (param "n" u32) (result u32)
            (canon lift (core func $m "wait") async (callback (core func $m "wait-cb")))))
        """;

    private const string YieldsForEver = """
        (component
          (core module $M
            (import "" "yield" (func $yield (result i32)))
            (func (export "yield") (param i32) (result i32) (i32.const 1))
            (func (export "yield-cb") (param i32 i32 i32) (result i32) (i32.const 1))
            (func (export "yield-inside") (param i32) (result i32) (loop $again (drop (call $yield)) (br $again)) unreachable))
          (core func $yield (canon thread.yield))
          (core instance $m (instantiate $M (with "" (instance (export "yield" (func $yield))))))
          (func (export "yield") async (param "n" u32) (result u32)
            (canon lift (core func $m "yield") async (callback (core func $m "yield-cb"))))
          (func (export "yield-inside") async (param "n" u32) (result u32) (canon lift (core func $m "yield-inside"))))
        """;

    private sealed class Work(Action action, Action<Exception>? onEnded = null) : LoopWork
    {
        protected internal override void Run() => action();

        protected internal override void OnEnded(Exception cause) => onEnded?.Invoke(cause);
    }

    private sealed class ManualScheduler : IStoreScheduler
    {
        private readonly TaskCompletionSource<StoreLoop> _scheduled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<StoreLoop> Scheduled => _scheduled.Task;

        public int Entered { get; private set; }

        public int Left { get; private set; }

        public List<object?> Turns { get; } = [];

        public void Schedule(StoreLoop loop) => _scheduled.TrySetResult(loop);

        public void OnEntered(StoreLoop loop) => Entered++;

        public void OnLeaving(StoreLoop loop) => Left++;

        public void OnTurn(StoreLoop loop, object? taskState) => Turns.Add(taskState);
    }

    private sealed class PumpingScheduler : IStoreScheduler
    {
        public void Schedule(StoreLoop loop) => Task.Run(loop.Pump);
    }
}
