using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Io;

public sealed class PipeInputTests : IDisposable
{
    private static readonly PipeInputOptions s_options = new("the body", 1_000_000, HttpErrorKind.HttpRequestBodySize);

    private readonly List<LimitReached> _limits = [];
    private readonly ManualTime _time = new();
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly WasiContext _context;

    public PipeInputTests() => _context = new WasiContext(new WasiContextOptions { Time = _time }) { LimitReached = _limits.Add };

    public void Dispose() => _context.Dispose();

    [Fact]
    public async Task Read_NothingThereYet_IsOpenAndEmptyThenReadyOnArrival()
    {
        using var input = new PipeInput(_context, _pipe.Reader, s_options);
        Assert.Equal((StreamStatus.Open, ""), Read(input, 10));
        Assert.False(input.IsReady);
        await _pipe.Writer.WriteAsync("hello"u8.ToArray());
        _context.WaitFor(input);
        Assert.Equal((StreamStatus.Open, "hel"), Read(input, 3));
        Assert.Equal((StreamStatus.Open, "lo"), Read(input, 10));
        Assert.Equal((StreamStatus.Open, ""), Read(input, 10));
    }

    [Fact]
    public async Task Read_AfterTheEnd_IsClosedForGood()
    {
        using var input = new PipeInput(_context, _pipe.Reader, s_options);
        await _pipe.Writer.WriteAsync("x"u8.ToArray());
        await _pipe.Writer.CompleteAsync();
        Assert.Equal((StreamStatus.Open, "x"), Read(input, 10));
        Assert.Equal((StreamStatus.Closed, ""), Read(input, 10));
        Assert.Equal((StreamStatus.Closed, ""), Read(input, 10));
        Assert.True(input.IsReady);
        Assert.True(input.IsAtEnd);
    }

    [Fact]
    public async Task Read_ZeroBytes_TakesNothing()
    {
        using var input = new PipeInput(_context, _pipe.Reader, s_options);
        await _pipe.Writer.WriteAsync("x"u8.ToArray());
        Assert.Equal((StreamStatus.Open, ""), Read(input, 0));
        Assert.Equal((StreamStatus.Open, "x"), Read(input, 1));
    }

    [Fact]
    public async Task Read_MuchData_GivesAllOfItInOrderInBoundedPieces()
    {
        byte[] data = new byte[300_000];
        new Random(1).NextBytes(data);
        using var input = new PipeInput(_context, _pipe.Reader, s_options);
        await _pipe.Writer.WriteAsync(data);
        await _pipe.Writer.CompleteAsync();
        var got = new List<byte>();
        while (input.Read(int.MaxValue, out ReadOnlySequence<byte> bytes) == StreamStatus.Open)
        {
            Assert.InRange(bytes.Length, 1, InputSource.MaxReadBytes);
            got.AddRange(bytes.ToArray());
        }

        Assert.Equal(data, got);
    }

    [Fact]
    public async Task Read_BytesGiven_StayValidUntilTheNextCall()
    {
        using var input = new PipeInput(_context, _pipe.Reader, s_options);
        await _pipe.Writer.WriteAsync(Enumerable.Repeat((byte)'a', 100_000).ToArray());
        input.Read(60_000, out ReadOnlySequence<byte> first);
        await _pipe.Writer.WriteAsync(Enumerable.Repeat((byte)'b', 100_000).ToArray());
        Assert.All(first.ToArray(), b => Assert.Equal((byte)'a', b));
    }

    [Fact]
    public void Read_BrokenPipe_FailsOnceThenIsClosed()
    {
        using var input = new PipeInput(_context, _pipe.Reader, s_options);
        _pipe.Writer.Complete(new HttpErrorException(new HttpError(HttpErrorKind.ConnectionTerminated)));
        Assert.Equal(StreamStatus.Failed, Read(input, 10).Status);
        Assert.Equal(HttpErrorKind.ConnectionTerminated, input.Failure!.Http!.Kind);
        Assert.Equal(StreamStatus.Closed, Read(input, 10).Status);
        Assert.False(input.IsAtEnd);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(9, true)]
    public async Task Read_OverTheLimit_FailsAndIsReported(long limit, bool isOver)
    {
        using var input = new PipeInput(_context, _pipe.Reader, s_options with { LimitBytes = limit });
        await _pipe.Writer.WriteAsync("12345"u8.ToArray());
        Assert.Equal((StreamStatus.Open, "12345"), Read(input, 10));
        await _pipe.Writer.WriteAsync("67890"u8.ToArray());
        Assert.Equal(isOver ? StreamStatus.Failed : StreamStatus.Open, Read(input, 10).Status);
        Assert.Equal(isOver ? ["incoming-body-bytes"] : [], _limits.Select(l => l.Name));
        Assert.Equal(isOver ? (ulong)limit : null, input.Failure?.Http?.Size);
    }

    [Fact]
    public async Task Read_IdleTooLong_FailsWithATimeout()
    {
        using var input = new PipeInput(_context, _pipe.Reader, s_options with { IdleTimeout = TimeSpan.FromSeconds(1) });
        Assert.False(input.IsReady);
        _time.Advance(TimeSpan.FromMilliseconds(900));
        await _pipe.Writer.WriteAsync("x"u8.ToArray());
        Assert.Equal((StreamStatus.Open, "x"), Read(input, 10));
        Assert.False(input.IsReady);
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.False(input.IsReady);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _context.WaitFor(input);
        Assert.Equal(StreamStatus.Failed, Read(input, 10).Status);
        Assert.Equal(HttpErrorKind.ConnectionReadTimeout, input.Failure!.Http!.Kind);
    }

    [Fact]
    public async Task Dispose_WithUnreadBytes_LeavesThemToThePipesOwner()
    {
        var input = new PipeInput(_context, _pipe.Reader, s_options);
        await _pipe.Writer.WriteAsync("abcdef"u8.ToArray());
        Read(input, 2);
        input.Dispose();
        ReadResult rest = await _pipe.Reader.ReadAsync();
        Assert.Equal("cdef", Encoding.UTF8.GetString(rest.Buffer.ToArray()));
    }

    [Fact]
    public async Task Dispose_WhileReading_LeavesNoReadUnderWay()
    {
        var input = new PipeInput(_context, _pipe.Reader, s_options);
        Assert.False(input.IsReady);
        input.Dispose();
        Task<ReadResult> reading = _pipe.Reader.ReadAsync().AsTask();
        await _pipe.Writer.WriteAsync("later"u8.ToArray());
        ReadResult rest = await reading;
        Assert.Equal("later", Encoding.UTF8.GetString(rest.Buffer.ToArray()));
    }

    private static (StreamStatus Status, string Text) Read(InputSource input, int max)
    {
        StreamStatus status = input.Read(max, out ReadOnlySequence<byte> bytes);
        return (status, Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
