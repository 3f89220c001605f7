using System.IO.Pipelines;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Tests.Io;

public sealed class PipeOutputTests : IDisposable
{
    private readonly WasiContext _context = new(new WasiContextOptions());
    private readonly Pipe _pipe = new(
        new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 500, useSynchronizationContext: false));

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Write_Small_StaysUntilFlushed()
    {
        using var output = new PipeOutput(_context, _pipe.Writer);
        Assert.Equal(StreamStatus.Open, output.Write("abc"u8));
        Assert.False(_pipe.Reader.TryRead(out _));
        Assert.Equal(StreamStatus.Open, output.Flush());
        Assert.True(_pipe.Reader.TryRead(out ReadResult result));
        Assert.Equal(3, result.Buffer.Length);
    }

    [Fact]
    public void Flush_NothingWritten_ReachesThePipeOnceForTheHead()
    {
        var writer = new CountingWriter(_pipe.Writer);
        using var output = new PipeOutput(_context, writer);
        output.Flush();
        output.Flush();
        Assert.Equal(1, writer.Flushes);
        output.Write("x"u8);
        output.Flush();
        Assert.Equal(2, writer.Flushes);
    }

    [Fact]
    public void Write_FullPipe_PermitsNothingUntilRead()
    {
        using var output = new PipeOutput(_context, _pipe.Writer);
        output.Write(new byte[2000]);
        output.Flush();
        Assert.Equal(StreamStatus.Open, output.CheckWrite(out int permit));
        Assert.Equal(0, permit);
        Assert.False(output.IsReady);
        _pipe.Reader.TryRead(out ReadResult result);
        _pipe.Reader.AdvanceTo(result.Buffer.End);
        _context.WaitFor(output);
        Assert.Equal(StreamStatus.Open, output.CheckWrite(out permit));
        Assert.Equal(OutputTarget.MaxWriteBytes, permit);
    }

    [Fact]
    public void Write_ReaderGone_IsClosed()
    {
        using var output = new PipeOutput(_context, _pipe.Writer);
        _pipe.Reader.Complete();
        output.Write("abc"u8);
        Assert.Equal(StreamStatus.Closed, output.Flush());
        Assert.Equal(StreamStatus.Closed, output.CheckWrite(out _));
        Assert.Equal(StreamStatus.Closed, output.Write("abc"u8));
        Assert.True(output.IsReady);
    }

    private sealed class CountingWriter(PipeWriter inner) : PipeWriter
    {
        public int Flushes { get; private set; }

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushes++;
            return inner.FlushAsync(cancellationToken);
        }
    }
}
