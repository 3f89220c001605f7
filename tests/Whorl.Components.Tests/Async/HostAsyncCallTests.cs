using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Async;

public sealed class HostAsyncCallTests
{
    [Fact]
    public async Task AsyncCall_WhoseResultIsThere_CompletesInTheCallersThread()
    {
        var gate = new Gate { IsOpen = true };
        using var guest = gate.Load();

        var call = TestCall.Start(guest, "late", 21);

        Assert.True(call.Result.IsCompletedSuccessfully);
        Assert.Equal(42u, await call.Result);
        await call.Exited;
    }

    [Fact]
    public async Task AsyncCall_WhoseResultComesLate_ResolvesTheSubtask()
    {
        var gate = new Gate();
        using var guest = gate.Load();
        var call = TestCall.Start(guest, "late", 21);
        Assert.False(call.Result.IsCompleted);

        await gate.Answer(21);

        Assert.Equal(42u, await call.Result);
    }

    [Fact]
    public void SyncCall_OfAnAsyncFunction_WaitsInANestedLoop()
    {
        var gate = new Gate();
        using var guest = gate.Load();

        _ = gate.Answer(7);

        Assert.Equal(15u, guest.Call("blocking", ComponentValue.FromUnsigned(7)).AsUnsigned());
    }

    [Fact]
    public void SyncCall_WhileItWaits_TellsTheBlockingRegion()
    {
        var gate = new Gate();
        using var guest = gate.Load();
        var region = new Region(() => gate.Answer(7));
        guest.Instance.Loop.Blocking = region;

        guest.Call("blocking", ComponentValue.FromUnsigned(7));

        Assert.True(region.Entered > 0);
        Assert.Equal(region.Entered, region.Exited);
    }

    [Fact]
    public void SyncCall_InAFunctionThatIsNotAsync_Traps()
    {
        using var guest = new Gate().Load();

        var trap = Assert.Throws<GuestTrapException>(() => guest.Call("blocking-sync", ComponentValue.FromUnsigned(7)));

        Assert.Contains("cannot block a synchronous task before returning", trap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_OfOneInstance_WaitTogether_AndEndInAnyOrder()
    {
        var gate = new Gate();
        using var guest = gate.Load();
        var calls = Enumerable.Range(1, 20).Select(i => TestCall.Start(guest, "late", (uint)i)).ToArray();
        Assert.Equal(20, gate.Asked.Count);

        foreach (var i in Enumerable.Range(1, 20).Reverse())
        {
            await gate.Answer((uint)i);
            Assert.Equal((uint)i * 2, await calls[i - 1].Result);
        }
    }

    [Fact]
    public async Task Tasks_StartedFromManyThreads_AllReturn()
    {
        var gate = new Gate();
        using var guest = gate.Load(operations: 1000);

        var calls = await Task.WhenAll(Enumerable.Range(1, 200).Select(i => Task.Run(() => TestCall.Start(guest, "late", (uint)i))));
        await Task.WhenAll(Enumerable.Range(1, 200).Select(i => gate.Answer((uint)i)));
        var results = await Task.WhenAll(calls.Select(c => c.Result));

        Assert.Equal(Enumerable.Range(1, 200).Select(i => (uint)i * 2), results);
    }

    [Fact]
    public async Task HostFunction_SeesTheStateOfTheTaskThatCalls()
    {
        var gate = new Gate { IsOpen = true };
        using var guest = gate.Load();

        await TestCall.Start(guest, "late", 1, "first").Result;
        await TestCall.Start(guest, "blocking", 2, "second").Result;
        await TestCall.Start(guest, "late", 3).Result;

        Assert.Equal([(1u, "first"), (2u, "second"), (3u, (object?)null)], gate.Asked);
    }

    [Fact]
    public async Task HostFunction_ThatFailsLate_EndsTheInstance_AndAllItsCalls()
    {
        var gate = new Gate();
        using var guest = gate.Load();
        var failing = TestCall.Start(guest, "late", 1);
        var other = TestCall.Start(guest, "late", 2);

        await gate.Fail(1, new TimeoutException("too slow"));

        await Assert.ThrowsAsync<TimeoutException>(() => failing.Result);
        await Assert.ThrowsAsync<TimeoutException>(() => other.Exited);
        await Assert.ThrowsAsync<TimeoutException>(() => TestCall.Start(guest, "late", 3).Result);
        Assert.True(guest.Instance.IsPoisoned);
        Assert.True(gate.LastCancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task SubtaskCancel_OfAHostCall_EndsItAtOnce_AndTellsTheHost()
    {
        var gate = new Gate();
        using var guest = gate.Load();

        // Canonical ABI: CANCELLED_BEFORE_RETURNED.
        Assert.Equal(4u, await TestCall.Start(guest, "abandon", 5).Result);
        Assert.True(gate.LastCancellation.IsCancellationRequested);

        // The late result is nobody's.
        await gate.Answer(5);
        _ = gate.Answer(6);
        Assert.Equal(13u, guest.Call("blocking", ComponentValue.FromUnsigned(6)).AsUnsigned());
    }

    [Fact]
    public async Task SubtaskDrop_BeforeTheEnd_Traps()
    {
        using var guest = new Gate().Load();

        var trap = await Assert.ThrowsAsync<GuestTrapException>(() => TestCall.Start(guest, "drop-early", 5).Result);

        Assert.Contains("cannot drop a subtask which has not yet resolved", trap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_OfACallThatWaits_IsDeliveredToItsCallback()
    {
        var gate = new Gate();
        using var guest = gate.Load();
        var call = TestCall.Start(guest, "late", 1);

        call.Cancel();

        await Assert.ThrowsAsync<TaskCanceledException>(() => call.Result);
        await call.Exited;
        Assert.False(guest.Instance.IsPoisoned);
    }

    [Fact]
    public async Task Backpressure_HoldsCallsBack_UntilItIsTakenAway()
    {
        var gate = new Gate { IsOpen = true };
        using var guest = gate.Load();
        guest.Call("hold");
        var held = TestCall.Start(guest, "late", 1);
        var cancelled = TestCall.Start(guest, "late", 2);
        Assert.Empty(gate.Asked);

        cancelled.Cancel();
        guest.Call("release");

        Assert.Equal(2u, await held.Result);
        await Assert.ThrowsAsync<TaskCanceledException>(() => cancelled.Result);
        Assert.Equal(1u, Assert.Single(gate.Asked).Argument);
    }

    [Fact]
    public async Task Task_ThatExitsWithoutAResult_Traps()
    {
        using var guest = new Gate().Load();

        var trap = await Assert.ThrowsAsync<GuestTrapException>(() => TestCall.Start(guest, "no-result", 1).Result);

        Assert.Contains("failed to produce a result", trap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostOperations_BeyondTheLimit_Trap()
    {
        using var guest = new Gate().Load(operations: 3);
        for (var i = 1u; i <= 3; i++)
        {
            TestCall.Start(guest, "late", i);
        }

        var trap = await Assert.ThrowsAsync<GuestTrapException>(() => TestCall.Start(guest, "late", 4).Result);

        Assert.Contains("the limit is 3", trap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WhileCallsWait_FailsThem()
    {
        var gate = new Gate();
        var guest = gate.Load();
        var call = TestCall.Start(guest, "late", 1);

        guest.Dispose();
        await gate.Answer(1);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => call.Result);
    }

    private sealed class Region(Action onEnter) : IBlockingRegion
    {
        public int Entered { get; private set; }

        public int Exited { get; private set; }

        public void Enter()
        {
            if (Entered++ == 0)
            {
                onEnter();
            }
        }

        public void Exit() => Exited++;
    }
}
