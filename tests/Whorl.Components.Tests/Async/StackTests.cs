using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;

namespace Whorl.Components.Tests.Async;

/// <summary>
/// No frame of managed code ever lies on another stack than that of the thread which entered the guest: not in host functions, nor in
/// what lifts and lowers for them, nor in the hooks of the loop, whichever way the guest was called.
/// </summary>
public sealed class StackTests
{
    /// <summary>How a function is lifted: as a callback task, or to wait in the middle of its code.</summary>
    public static TheoryData<string> Lifts => ["late", "blocking"];

    [Fact]
    public void Stack_KnowsItsOwnFramesFromTheHeapAndFromOtherThreads()
    {
        var heap = GC.AllocateArray<byte>(100_000, pinned: true);
        nint elsewhere = 0;
        var other = new Thread(() => elsewhere = ThreadStack.Here());
        other.Start();
        other.Join();

        Assert.True(ThreadStack.Current.Contains(ThreadStack.Here()));
        Assert.False(ThreadStack.Current.Contains(ThreadStack.AddressOf(ref heap[50_000])));
        Assert.False(ThreadStack.Current.Contains(elsewhere));
    }

    [Fact]
    public async Task Watch_OfCodeThatRunsElsewhere_SaysSo()
    {
        var watch = new StackWatch();
        await Task.Run(() => watch.Note("stray"));

        Assert.Equal(["stray"], watch.Strays);
    }

    [Theory]
    [MemberData(nameof(Lifts))]
    public async Task HostCalls_OfTasks_RunOnTheThreadThatEntered(string lift)
    {
        var watch = new StackWatch();
        using var guest = Load(AsyncGuests.Caller, watch);

        Assert.Equal(lift == "late" ? 8u : 9u, await TestCall.Start(guest, lift, 4).Result);
        Assert.Equal(lift == "late" ? 10u : 11u, await TestCall.Start(guest, lift, 5).Result);

        AssertAllOnTheirStacks(watch, lift == "late" ? ["get", "get lowered", "turn"] : ["get", "get lowered", "turn", "waits", "goes on"]);
    }

    [Fact]
    public void HostCalls_OfASynchronousFunction_RunOnTheThreadThatEntered()
    {
        var watch = new StackWatch();
        using var guest = Load(AsyncGuests.Caller, watch);

        Assert.Equal(9u, guest.Call("blocking-sync", ComponentValue.FromUnsigned(4)).AsUnsigned());

        AssertAllOnTheirStacks(watch, ["get", "get lowered"]);
    }

    [Fact]
    public async Task HostCalls_ThatAreCancelled_RunOnTheThreadThatEntered()
    {
        var watch = new StackWatch();
        using var guest = Load(AsyncGuests.Caller, watch);

        await TestCall.Start(guest, "abandon", 1).Result;
        var call = TestCall.Start(guest, "late", 1);
        call.Cancel();
        await call.Exited;

        AssertAllOnTheirStacks(watch, ["get", "turn"]);
    }

    [Theory]
    [InlineData("late", "late")]
    [InlineData("late", "blocking")]
    [InlineData("blocking", "late")]
    [InlineData("blocking", "blocking")]
    public async Task HostCalls_OfOneGuestForAnother_RunOnTheThreadThatEntered(string caller, string callee)
    {
        var watch = new StackWatch();
        using var guest = Load(AsyncGuests.Chain(callee), watch);

        foreach (var argument in (uint[])[4, 5])
        {
            var expected = (argument * 2) + (callee == "blocking" ? 1u : 0) + (caller == "blocking" ? 1u : 0);
            Assert.Equal(expected, await TestCall.Start(guest, caller, argument).Result);
        }

        AssertAllOnTheirStacks(watch, ["get", "get lowered", "turn"]);
    }

    [Fact]
    public async Task Elements_OfStreams_AreMovedOnTheThreadThatEntered()
    {
        var watch = new StackWatch();
        using var guest = Load(AsyncGuests.Bytes, watch);
        var echo = new TestCall<ComponentStream<byte>>(
            cx =>
            {
                watch.Note("parameters");
                return cx.GiveStream(ComponentStream.From(Digits()), watch.Codec("in"));
            },
            (cx, result) =>
            {
                watch.Note("result");
                return cx.TakeStream(result, watch.Codec("out"));
            });
        echo.Start(guest.Instance, guest.Export("echo"));

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (byte)i), await (await echo.Result).ReadAllAsync().ToArrayAsync());
        await echo.Exited;

        AssertAllOnTheirStacks(watch, ["parameters", "result", "in lowered", "out lifted", "turn"]);
    }

    [Fact]
    public async Task Elements_OfAStreamWhoseReadIsCancelled_AreMovedOnTheThreadThatEntered()
    {
        var watch = new StackWatch();
        using var guest = Load(AsyncGuests.Bytes, watch);

        // Nothing comes before the guest has cancelled: a read that is over already cannot be.
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = new TestCall<uint>(cx => cx.GiveStream(ComponentStream.From(DigitsAfter(cancelled.Task)), watch.Codec("in")), (_, result) => result);
        call.Start(guest.Instance, guest.Export("first"));
        await call.Exited;
        cancelled.SetResult();

        AssertAllOnTheirStacks(watch, ["turn"]);
    }

    private static TestGuest Load(string text, StackWatch watch)
    {
        var linker = new ComponentLinker().Add(new HostInterface("", [], [watch.Twice("get")]), _ => watch);
        var guest = TestGuest.Load(text, linker);
        guest.Instance.Loop.Scheduler = watch;
        guest.Instance.Loop.Blocking = watch;
        return guest;
    }

    private static void AssertAllOnTheirStacks(StackWatch watch, string[] places)
    {
        Assert.Empty(watch.Strays);
        Assert.Superset(new HashSet<string>([.. places, "entered", "leaving"]), watch.Seen.ToHashSet());
    }

    private static async IAsyncEnumerable<byte> DigitsAfter(Task start)
    {
        await start;
        await foreach (var digit in Digits())
        {
            yield return digit;
        }
    }

    private static async IAsyncEnumerable<byte> Digits()
    {
        for (byte i = 0; i < 10; i++)
        {
            if (i % 2 == 0)
            {
                await Task.Yield();
            }

            yield return i;
        }
    }
}
