using System.Buffers;
using Whorl.Components.Hosting;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Io.Streams;

namespace Whorl.Wasi.P2.Io;

/// <summary><c>wasi:io/streams.output-stream</c>.</summary>
/// <param name="context">The instance's context.</param>
/// <param name="target">Where the bytes go; ends with the stream.</param>
internal sealed class OutputStreamResource(WasiContext context, OutputTarget target) : IOutputStream
{
    /// <summary>What the standard allows to write in one blocking call.</summary>
    private const int MaxBlockingBytes = 4096;

    private static ReadOnlySpan<byte> Zeroes => new byte[MaxBlockingBytes];

    /// <summary>Whether the guest has the stream no more.</summary>
    public bool IsDropped { get; private set; }

    public Result<ulong, StreamError> CheckWrite()
    {
        StreamStatus status = target.CheckWrite(out int permit);
        return status == StreamStatus.Open ? (ulong)permit : Error(status);
    }

    public Result<Unit, StreamError> Write(ReadOnlySpan<byte> contents)
    {
        StreamStatus status = CheckPermit((ulong)contents.Length);
        return ToResult(status == StreamStatus.Open ? target.Write(contents) : status);
    }

    public Result<Unit, StreamError> BlockingWriteAndFlush(ReadOnlySpan<byte> contents)
    {
        CheckBlocking((ulong)contents.Length, "blocking-write-and-flush");
        StreamStatus status = WriteAll(contents);
        return status == StreamStatus.Open ? BlockingFlush() : Error(status);
    }

    public Result<Unit, StreamError> Flush() => ToResult(target.Flush());

    public Result<Unit, StreamError> BlockingFlush()
    {
        StreamStatus status = target.Flush();
        if (status == StreamStatus.Open)
        {
            context.WaitFor(target);

            // That the other side closes the stream once it has all is no error of this call.
            status = target.CheckWrite(out _) == StreamStatus.Failed ? StreamStatus.Failed : StreamStatus.Open;
        }

        return ToResult(status);
    }

    public Poll.IPollable Subscribe() => new PollableResource(context, target);

    public Result<Unit, StreamError> WriteZeroes(ulong len)
    {
        StreamStatus status = CheckPermit(len);
        for (ulong rest = len; status == StreamStatus.Open && rest > 0;)
        {
            int count = (int)Math.Min(rest, MaxBlockingBytes);
            status = target.Write(Zeroes[..count]);
            rest -= (ulong)count;
        }

        return ToResult(status);
    }

    public Result<Unit, StreamError> BlockingWriteZeroesAndFlush(ulong len)
    {
        CheckBlocking(len, "blocking-write-zeroes-and-flush");
        return BlockingWriteAndFlush(Zeroes[..(int)len]);
    }

    public Result<ulong, StreamError> Splice(IInputStream src, ulong len)
    {
        InputSource source = ((InputStreamResource)src).Source;
        StreamStatus status = target.CheckWrite(out int permit);
        if (status != StreamStatus.Open)
        {
            return Error(status);
        }

        if (permit == 0)
        {
            return 0ul;
        }

        status = source.Read((int)Math.Min(len, (ulong)permit), out ReadOnlySequence<byte> bytes);
        if (status != StreamStatus.Open)
        {
            return StreamErrors.From(status, source.Failure);
        }

        status = target.Write(bytes);
        return status == StreamStatus.Open ? (ulong)bytes.Length : Error(status);
    }

    public Result<ulong, StreamError> BlockingSplice(IInputStream src, ulong len)
    {
        if (len > 0)
        {
            context.WaitFor(target);
            context.WaitFor(((InputStreamResource)src).Source);
        }

        return Splice(src, len);
    }

    public void Dispose()
    {
        IsDropped = true;
        target.Dispose();
    }

    private static void CheckBlocking(ulong length, string function)
    {
        if (length > MaxBlockingBytes)
        {
            throw new GuestTrapException(
                $"the component called output-stream.{function} with {length} bytes; write in pieces of at most {MaxBlockingBytes}");
        }
    }

    private StreamStatus WriteAll(ReadOnlySpan<byte> contents)
    {
        while (!contents.IsEmpty)
        {
            context.WaitFor(target);
            StreamStatus status = target.CheckWrite(out int permit);
            if (status != StreamStatus.Open)
            {
                return status;
            }

            int count = Math.Min(permit, contents.Length);
            status = target.Write(contents[..count]);
            if (status != StreamStatus.Open)
            {
                return status;
            }

            contents = contents[count..];
        }

        return StreamStatus.Open;
    }

    private StreamStatus CheckPermit(ulong length)
    {
        StreamStatus status = target.CheckWrite(out int permit);
        if (status == StreamStatus.Open && length > (ulong)permit)
        {
            throw new GuestTrapException(
                $"the component wrote {length} bytes to an output-stream that permits {permit}; it must ask check-write first");
        }

        return status;
    }

    private StreamError Error(StreamStatus status) => StreamErrors.From(status, target.Failure);

    private Result<Unit, StreamError> ToResult(StreamStatus status) => status == StreamStatus.Open ? default(Unit) : Error(status);
}
