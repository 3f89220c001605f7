using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Whorl.Wasi.Io;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Io;

public sealed class ObservedReaderTests
{
    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));

    [Fact]
    public async Task Read_ToTheEnd_EndsWithoutFailure()
    {
        ObservedReader reader = new(_pipe.Reader, TimeProvider.System);
        _pipe.Writer.Write("abc"u8);
        await _pipe.Writer.CompleteAsync();
        Assert.Equal("abc", await ReadAllAsync(reader));
        Assert.Null(await reader.Ended);
    }

    [Fact]
    public async Task Read_PartOfTheLastBytes_EndsWhenTheRestIsRead()
    {
        ObservedReader reader = new(_pipe.Reader, TimeProvider.System);
        _pipe.Writer.Write("abc"u8);
        await _pipe.Writer.CompleteAsync();
        ReadResult result = await reader.ReadAsync(TestContext.Current.CancellationToken);
        reader.AdvanceTo(result.Buffer.GetPosition(2));
        Assert.False(reader.Ended.IsCompleted);
        Assert.True(reader.TryRead(out result));
        Assert.Equal("c", Encoding.UTF8.GetString(result.Buffer.ToArray()));
        reader.AdvanceTo(result.Buffer.End);
        Assert.True(reader.Ended.IsCompleted);
    }

    [Fact]
    public async Task Read_BrokenPipe_EndsTheBytesAndTellsTheFailure()
    {
        ObservedReader reader = new(_pipe.Reader, TimeProvider.System);
        await _pipe.Writer.CompleteAsync(new IOException("broken"));
        Assert.Equal("", await ReadAllAsync(reader));
        Assert.Equal("broken", (await reader.Ended)!.Message);
    }

    [Fact]
    public async Task Read_MoreThanTheLimit_EndsTheBytesWithItsFailure()
    {
        var limit = new InvalidOperationException("too much");
        ObservedReader reader = new(_pipe.Reader, TimeProvider.System) { Limit = 2, OnLimit = () => limit };
        _pipe.Writer.Write("ab"u8);
        await _pipe.Writer.FlushAsync(TestContext.Current.CancellationToken);
        ReadResult first = await reader.ReadAsync(TestContext.Current.CancellationToken);
        reader.AdvanceTo(first.Buffer.End);
        _pipe.Writer.Write("c"u8);
        await _pipe.Writer.CompleteAsync();
        Assert.Equal("", await ReadAllAsync(reader));
        Assert.Same(limit, await reader.Ended);
    }

    [Fact]
    public async Task Read_NothingForTooLong_EndsWithATimeout()
    {
        var time = new ManualTime();
        ObservedReader reader = new(_pipe.Reader, time) { IdleTimeout = TimeSpan.FromSeconds(1) };
        ValueTask<ReadResult> pending = reader.ReadAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await pending).IsCompleted);
        Assert.IsType<TimeoutException>(await reader.Ended);
    }

    [Fact]
    public async Task Cut_ReadUnderWay_EndsItAndAllThatFollow()
    {
        ObservedReader reader = new(_pipe.Reader, TimeProvider.System);
        ValueTask<ReadResult> pending = reader.ReadAsync(TestContext.Current.CancellationToken);
        var reason = new IOException("over");
        await reader.CutAsync(reason);
        Assert.True((await pending).IsCompleted);
        _pipe.Writer.Write("of another"u8);
        await _pipe.Writer.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await ReadAllAsync(reader));
        Assert.Same(reason, await reader.Ended);
        Assert.True(_pipe.Reader.TryRead(out ReadResult others));
        Assert.Equal("of another", Encoding.UTF8.GetString(others.Buffer.ToArray()));
    }

    [Fact]
    public async Task Cut_BytesInUse_WaitsUntilTheyAreGivenBack()
    {
        ObservedReader reader = new(_pipe.Reader, TimeProvider.System);
        await _pipe.Writer.WriteAsync("abc"u8.ToArray(), TestContext.Current.CancellationToken);
        ReadResult held = await reader.ReadAsync(TestContext.Current.CancellationToken);
        Task cut = reader.CutAsync(new IOException("over"));
        Assert.False(cut.IsCompleted);
        reader.AdvanceTo(held.Buffer.End);
        await cut;
    }

    [Fact]
    public async Task Complete_BeforeTheEnd_EndsWithoutFailure()
    {
        ObservedReader reader = new(_pipe.Reader, TimeProvider.System);
        await reader.CompleteAsync();
        await reader.CompleteAsync();
        Assert.Null(await reader.Ended);
    }

    private static async Task<string> ReadAllAsync(ObservedReader reader)
    {
        using var all = new MemoryStream();
        await reader.CopyToAsync(all, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(all.ToArray());
    }
}
