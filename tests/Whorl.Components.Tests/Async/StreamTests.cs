using System.IO.Pipelines;
using System.Security.Cryptography;
using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;

namespace Whorl.Components.Tests.Async;

public sealed class StreamTests
{
    [Fact]
    public async Task Sum_OfBytesThatAreThere_ReadsThemAll()
    {
        using var guest = Load();

        var call = TestCall.Start(guest, "sum", ComponentStream.From(Enumerable.Repeat((byte)3, 1000).ToArray()));

        Assert.Equal(3000u, await call.Result);
    }

    [Fact]
    public async Task Sum_OfAPipeThatFillsSlowly_WaitsForEachPart()
    {
        using var guest = Load();
        var pipe = new Pipe();
        var call = TestCall.Start(guest, "sum", ComponentStream.FromPipe(pipe.Reader));

        for (var i = 0; i < 5; i++)
        {
            await pipe.Writer.WriteAsync(new byte[] { 1, 2, 3 });
        }

        Assert.False(call.Result.IsCompleted);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(30u, await call.Result);
    }

    [Fact]
    public async Task Sum_OfASequence_TakesElementsAsTheyCome()
    {
        using var guest = Load();

        Assert.Equal(45u, await TestCall.Start(guest, "sum", ComponentStream.From(Digits())).Result);
    }

    [Fact]
    public async Task Sum_OfAPipeThatFails_EndsTheStream()
    {
        using var guest = Load();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[] { 5 });
        var call = TestCall.Start(guest, "sum", ComponentStream.FromPipe(pipe.Reader));

        await pipe.Writer.CompleteAsync(new IOException("gone"));

        Assert.Equal(5u, await call.Result);
    }

    [Fact]
    public async Task Echo_OfManyBytes_GivesThemBackUnchanged_ThroughPipes()
    {
        using var guest = Load();
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        var (sent, received) = (new Pipe(), new Pipe());
        var call = TestCall.StartEcho(guest, "echo", ComponentStream.FromPipe(sent.Reader));
        var copy = (await call.Result).CopyToAsync(received.Writer).AsTask();

        var writing = WriteAsync(sent.Writer, bytes);
        var reading = ReadAsync(received.Reader);
        Assert.Equal(bytes.Length, await copy);
        await received.Writer.CompleteAsync();
        await writing;

        Assert.Equal(bytes, await reading);
        await call.Exited;
    }

    [Fact]
    public async Task Echo_ReadElementByElement_GivesTheSame()
    {
        using var guest = Load();
        var call = TestCall.StartEcho(guest, "echo", ComponentStream.From<byte>(1, 2, 3));
        var echoed = await call.Result;

        var (first, rest) = (new byte[1], new byte[10]);
        Assert.Equal(1, await echoed.ReadAsync(first));
        Assert.Equal(2, await echoed.ReadAsync(rest));
        Assert.Equal(0, await echoed.ReadAsync(rest));

        Assert.Equal([1, 2, 3], [.. first, .. rest[..2]]);
        await call.Exited;
    }

    [Fact]
    public async Task Echo_WhoseReaderIsDropped_StopsAndCompletesItsSource()
    {
        using var guest = Load();
        var sent = new Pipe();
        var call = TestCall.StartEcho(guest, "echo", ComponentStream.FromPipe(sent.Reader));
        (await call.Result).Dispose();

        await WriteUntilCompleted(sent.Writer);

        await call.Exited;
    }

    [Fact]
    public async Task CopyTo_APipeThatNobodyReads_HoldsTheGuestBack()
    {
        using var guest = Load();
        var source = new CountingSource(100_000_000);
        var received = new Pipe(new PipeOptions(pauseWriterThreshold: 100_000, resumeWriterThreshold: 50_000));
        var call = TestCall.StartEcho(guest, "echo", ComponentStream.FromPipe(PipeReader.Create(source)));
        _ = (await call.Result).CopyToAsync(received.Writer).AsTask();

        await received.Reader.ReadAtLeastAsync(100_000);

        Assert.InRange(source.Given, 1, 1_000_000);
    }

    [Fact]
    public async Task CopyTo_APipeWhoseReaderIsGone_EndsTheStream()
    {
        using var guest = Load();
        var received = new Pipe();
        await received.Reader.CompleteAsync();
        var call = TestCall.StartEcho(guest, "echo", ComponentStream.FromPipe(PipeReader.Create(new CountingSource(10_000_000))));

        await (await call.Result).CopyToAsync(received.Writer);

        await call.Exited;
    }

    [Fact]
    public async Task Read_ThatIsCancelled_LeavesTheStreamUsable()
    {
        using var guest = Load();
        var sent = new Pipe();
        var echoed = await TestCall.StartEcho(guest, "echo", ComponentStream.FromPipe(sent.Reader)).Result;
        using var cancellation = new CancellationTokenSource();
        var buffer = new byte[10];
        var read = echoed.ReadAsync(buffer, cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await sent.Writer.WriteAsync(new byte[] { 9 });

        Assert.Equal(1, await echoed.ReadAsync(buffer));
        Assert.Equal(9, buffer[0]);
    }

    [Fact]
    public async Task CancelRead_OfTheHostsStream_LosesNothing()
    {
        using var guest = Load();
        var sent = new Pipe();

        Assert.Equal(0u, await TestCall.Start(guest, "first", ComponentStream.FromPipe(sent.Reader)).Result);

        // The guest has dropped its end, and so the pipe has no reader any more.
        await WriteUntilCompleted(sent.Writer);
    }

    [Fact]
    public async Task Stream_ThatAGuestPassesThrough_IsTheSameObject()
    {
        using var guest = Load();
        var stream = ComponentStream.From<byte>(1, 2, 3);

        var passed = await TestCall.StartEcho(guest, "pass", stream).Result;

        Assert.Same(stream, passed);
        var buffer = new byte[10];
        Assert.Equal(3, await passed.ReadAsync(buffer));
        Assert.Equal(0, await passed.ReadAsync(buffer));
    }

    [Fact]
    public async Task Stream_ThatIsGivenToAGuest_CannotBeUsedMeanwhile()
    {
        using var guest = Load();
        var stream = ComponentStream.FromPipe(new Pipe().Reader);
        TestCall.Start(guest, "sum", stream);

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ReadAsync(new byte[1]).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestCall.Start(guest, "sum", stream).Result);
    }

    [Fact]
    public async Task Stream_OfOneGuest_CanBeGivenToAnother()
    {
        using var first = Load();
        using var second = Load();

        var echoed = await TestCall.StartEcho(first, "echo", ComponentStream.From<byte>(1, 2, 3, 4)).Result;

        Assert.Equal(10u, await TestCall.Start(second, "sum", echoed).Result);
    }

    [Fact]
    public async Task Read_OfAGuestThatIsDisposed_Fails()
    {
        var guest = Load();
        var unread = await TestCall.StartEcho(guest, "unread", ComponentStream.From<byte>()).Result;
        var read = unread.ReadAsync(new byte[1]).AsTask();

        guest.Dispose();

        await Assert.ThrowsAsync<GuestTrapException>(() => read);
        await Assert.ThrowsAsync<GuestTrapException>(() => unread.ReadAsync(new byte[1]).AsTask());
    }

    [Theory]
    [InlineData("read-badly", "read pointer out of bounds")]
    [InlineData("write-to-readable", "handle is not a writable end of a stream")]
    [InlineData("drop-while-reading", "cannot remove busy stream")]
    public async Task Guest_ThatBreaksTheRules_Traps(string export, string message)
    {
        using var guest = Load();
        var pipe = new Pipe();

        var trap = await Assert.ThrowsAsync<GuestTrapException>(
            () => TestCall.Start(guest, export, ComponentStream.FromPipe(pipe.Reader)).Result);

        Assert.Contains(message, trap.Message, StringComparison.Ordinal);
        await WriteUntilCompleted(pipe.Writer);
    }

    [Fact]
    public async Task Stream_OfAnotherElementType_IsNotTaken()
    {
        using var guest = Load();

        var call = new TestCall<uint>(cx => cx.GiveStream(ComponentStream.From(1u), ElementCodecs.U32), (_, result) => result);
        call.Start(guest.Instance, guest.Export("sum"));

        var trap = await Assert.ThrowsAsync<GuestTrapException>(() => call.Result);
        Assert.Contains("different type", trap.Message, StringComparison.Ordinal);
    }

    private static TestGuest Load() => TestGuest.Load(AsyncGuests.Bytes);

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

    // The source is closed in the background, as a read of it may be under way.
    private static async Task WriteUntilCompleted(PipeWriter writer)
    {
        while (!(await writer.WriteAsync(new byte[100])).IsCompleted)
        {
            await Task.Yield();
        }
    }

    private static async Task WriteAsync(PipeWriter writer, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, 77_777)];
            await writer.WriteAsync(part);
            bytes = bytes[part.Length..];
        }

        await writer.CompleteAsync();
    }

    private static async Task<byte[]> ReadAsync(PipeReader reader)
    {
        var all = new MemoryStream();
        await reader.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Zeros, counted.</summary>
    private sealed class CountingSource(long length) : Stream
    {
        private long _given;

        public long Given => Interlocked.Read(ref _given);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _given;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - _given);
            buffer[..count].Clear();
            Interlocked.Add(ref _given, count);
            return count;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Read(buffer.Span);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
