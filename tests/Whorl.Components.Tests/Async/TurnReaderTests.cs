using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Async;

/// <summary>What a guest writes in the turn in which it returns a stream and a future.</summary>
public sealed class TurnReaderTests
{
    private const uint Bytes = 1;
    private const uint End = 2;
    private const uint Last = 4;
    private const uint Trap = 8;
    private const uint Stay = 16;

    [Fact]
    public async Task Turn_InWhichAllComes_HasAll()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(10);

        await Send(guest, reader, Bytes | End | Last);

        Assert.Equal("1 2 over 7", reader.Told);
    }

    [Fact]
    public async Task Turn_InWhichAllComes_LeavesNothingBehind()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(10);

        await Send(guest, reader, Bytes | End | Last | Stay);

        Assert.True(guest.Instance.Loop.IsStuck, "the host holds an end, though nothing can come of it");
    }

    [Fact]
    public async Task Turn_InWhichNothingComes_LeavesAllToReads()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(10);

        var (stream, future) = await Send(guest, reader, 0);

        Assert.Equal("", reader.Told);
        Assert.Equal([3], await stream.ReadAllAsync().ToArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(7, await future.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Turn_InWhichSomeComes_LeavesTheRestToReads()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(10);

        var (stream, future) = await Send(guest, reader, Bytes);

        Assert.Equal("1 2", reader.Told);
        Assert.Equal([3], await stream.ReadAllAsync().ToArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(7, await future.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Turn_InWhichOnlyTheFutureComes_LeavesTheStreamToReads()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(10);

        var (stream, future) = await Send(guest, reader, Last);

        Assert.Equal("7", reader.Told);
        Assert.Equal([3], await stream.ReadAllAsync().ToArrayAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await future.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Turn_WithMoreThanFits_LeavesTheRestToReads()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(1);

        var (stream, _) = await Send(guest, reader, Bytes);

        // The guest sees that one of its two bytes was taken, and does not offer the other again.
        Assert.Equal("1", reader.Told);
        Assert.Equal([3], await stream.ReadAllAsync().ToArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Turn_ThatTraps_FailsOnce()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(10);

        await Send(guest, reader, Bytes | Trap);

        Assert.IsType<TrapException>(await reader.Failure);
        Assert.Equal(1, reader.Ends);
        Assert.True(guest.Instance.IsPoisoned);
    }

    [Fact]
    public async Task Reader_IsUsedAgain_WithNothingLeftOfTheTurnBefore()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(10);

        await Send(guest, reader, Bytes | End | Last);
        await Send(guest, reader, Bytes);

        Assert.Equal("1 2", reader.Told);
        Assert.Equal(2, reader.Ends);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reader_OfWhatWasReadBefore_DoesNotBegin(bool stream)
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(10) { ReadsStream = stream, ReadsFuture = !stream };

        await Send(guest, reader, Bytes | End | Last);

        Assert.False(reader.HasBegun);
        Assert.Equal(0, reader.Ends);
    }

    [Fact]
    public async Task Reader_OfWhatTheHostMade_DoesNotBegin()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var reader = new Reader(10);

        var (_, future) = await Send(guest, reader, Last);

        Assert.False(reader.TryBegin(ComponentStream.From<byte>(1), future, new byte[1]));
    }

    [Fact]
    public async Task Reader_OutsideOfTheLoop_DoesNotBegin()
    {
        using var guest = TestGuest.Load(AsyncGuests.Message);
        var idle = new Reader(10) { IsIdle = true };

        var (stream, future) = await Send(guest, idle, 0);

        Assert.False(new Reader(1).TryBegin(stream, future, new byte[1]));
    }

    private static async Task<(ComponentStream<byte> Stream, ComponentFuture<byte> Future)> Send(TestGuest guest, Reader reader, uint what)
    {
        // In its later turns the guest waits until somebody reads, on the thread that it was started on.
        var call = new MessageCall(what, reader);
        _ = Task.Run(() => call.Start(guest.Instance, guest.Export("send")));
        var result = await call.Result;
        await reader.Ended;
        return result;
    }

    private sealed class Reader(int room) : TurnReader<byte, byte>
    {
        private readonly byte[] _buffer = new byte[room];
        private readonly TaskCompletionSource<Exception> _failure = new();
        private TaskCompletionSource _ended = new();

        public bool IsIdle { get; init; }

        public bool ReadsStream { get; init; }

        public bool ReadsFuture { get; init; }

        public bool HasBegun { get; private set; }

        public string Told { get; private set; } = "";

        public int Ends { get; private set; }

        public Task<Exception> Failure => _failure.Task;

        public Task Ended => HasBegun ? _ended.Task : Task.CompletedTask;

        public void Begin(ComponentStream<byte> stream, ComponentFuture<byte> future)
        {
            if (ReadsStream)
            {
                _ = stream.ReadAsync(new byte[1]).AsTask();
            }

            if (ReadsFuture)
            {
                _ = future.ReadAsync().AsTask();
            }

            _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            HasBegun = !IsIdle && TryBegin(stream, future, _buffer);
        }

        protected override void OnTurnEnded()
        {
            Ends++;
            Told = string.Join(' ', [.. _buffer[..Count].Select(b => $"{b}"), .. IsOver ? ["over"] : Array.Empty<string>(), .. TryTakeLast(out var last) ? [$"{last}"] : Array.Empty<string>()]);
            _ended.SetResult();
        }

        protected override void OnFailed(Exception cause)
        {
            Ends++;
            _failure.SetResult(cause);
            _ended.SetResult();
        }
    }

    private sealed class MessageCall(uint what, Reader reader) : GuestTaskCall(null)
    {
        private readonly TaskCompletionSource<(ComponentStream<byte>, ComponentFuture<byte>)> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<(ComponentStream<byte> Stream, ComponentFuture<byte> Future)> Result => _result.Task;

        protected override void LowerParameters(CanonicalContext context, Span<ValRaw> args) => args[0].U32 = what;

        protected override void LiftResult(CanonicalContext context, ReadOnlySpan<ValRaw> result, bool inMemory)
        {
            var stream = context.TakeStream(result[0].U32, ElementCodecs.U8);
            var future = context.TakeFuture(result[1].U32, ElementCodecs.U8);
            reader.Begin(stream, future);
            _result.SetResult((stream, future));
        }

        protected override void OnFailed(Exception exception) => _result.TrySetException(exception);
    }
}
