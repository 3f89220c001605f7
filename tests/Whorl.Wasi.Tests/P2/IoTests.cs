using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Io.Streams;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.P2;

public sealed class IoTests : IDisposable
{
    private readonly WasiContext _context = new(new WasiContextOptions());

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Poll_EmptyList_EndsTheGuest()
    {
        var e = Assert.Throws<GuestTrapException>(() => new IoHost(_context).Poll([]));
        Assert.Contains("wasi:io/poll.poll", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Poll_SeveralReady_GivesTheIndicesOfAll()
    {
        Flag[] flags = [new(_context), new(_context), new(_context)];
        flags[0].Set();
        flags[2].Set();
        Assert.Equal([0u, 2u], new IoHost(_context).Poll([.. flags.Select(f => new PollableResource(_context, f))]));
    }

    [Fact]
    public void Write_MoreThanPermitted_EndsTheGuest()
    {
        using var stream = new OutputStreamResource(_context, new OutgoingBody(_context, null, HttpErrorKind.HttpResponseBodySize));
        ulong permit = stream.CheckWrite().Value;
        Assert.True(stream.Write(new byte[permit - 1]).IsOk);
        Assert.Contains("permits 1", Assert.Throws<GuestTrapException>(() => { stream.Write("ab"u8); }).Message, StringComparison.Ordinal);
        Assert.Throws<GuestTrapException>(() => { stream.WriteZeroes(ulong.MaxValue); });
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void BlockingWrite_MoreThanTheStandardAllows_EndsTheGuest(int length, bool isAllowed)
    {
        var output = new RecordingOutput();
        using var stream = new OutputStreamResource(_context, new SinkOutput(_context, output));
        if (isAllowed)
        {
            Assert.True(stream.BlockingWriteAndFlush(new byte[length]).IsOk);
            Assert.True(stream.BlockingWriteZeroesAndFlush((ulong)length).IsOk);
            Assert.Equal(2 * length, output.Text.Length);
        }
        else
        {
            Assert.Throws<GuestTrapException>(() => { stream.BlockingWriteAndFlush(new byte[length]); });
            Assert.Throws<GuestTrapException>(() => { stream.BlockingWriteZeroesAndFlush((ulong)length); });
        }
    }

    [Fact]
    public void Write_ToAFailedTarget_GivesTheErrorOnceThenClosed()
    {
        using var stream = new OutputStreamResource(_context, new OutgoingBody(_context, 1, HttpErrorKind.HttpResponseBodySize));
        StreamError error = stream.Write("ab"u8).Error;
        var told = (ErrorResource)error.AsLastOperationFailed();
        Assert.Equal(HttpErrorKind.HttpResponseBodySize, told.Error.Http!.Kind);
        Assert.Contains("HttpResponseBodySize", told.ToDebugString(), StringComparison.Ordinal);
        Assert.Equal(StreamErrorKind.Closed, stream.Write("a"u8).Error.Kind);
        Assert.Equal(StreamErrorKind.Closed, stream.CheckWrite().Error.Kind);
        Assert.Equal(StreamErrorKind.Closed, stream.Flush().Error.Kind);
    }
}
