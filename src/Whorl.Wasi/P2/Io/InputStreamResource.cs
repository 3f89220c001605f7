using System.Buffers;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Io.Streams;

namespace Whorl.Wasi.P2.Io;

/// <summary><c>wasi:io/streams.input-stream</c>.</summary>
/// <param name="context">The instance's context.</param>
/// <param name="source">Where the bytes come from.</param>
/// <param name="body">The body that the source belongs to, if it does.</param>
/// <param name="isShared">Whether the source goes on when the stream is dropped.</param>
internal sealed class InputStreamResource(WasiContext context, InputSource source, IncomingBody? body = null, bool isShared = false)
    : IInputStream
{
    public InputSource Source => source;

    public Result<ReadOnlyMemory<byte>, StreamError> Read(ulong len)
    {
        StreamStatus status = source.Read(Clamp(len), out ReadOnlySequence<byte> bytes);
        return status == StreamStatus.Open ? context.Join(bytes) : StreamErrors.From(status, source.Failure);
    }

    public Result<ReadOnlyMemory<byte>, StreamError> BlockingRead(ulong len)
    {
        WaitUnlessNothing(len);
        return Read(len);
    }

    public Result<ulong, StreamError> Skip(ulong len)
    {
        StreamStatus status = source.Read(Clamp(len), out ReadOnlySequence<byte> bytes);
        return status == StreamStatus.Open ? (ulong)bytes.Length : StreamErrors.From(status, source.Failure);
    }

    public Result<ulong, StreamError> BlockingSkip(ulong len)
    {
        WaitUnlessNothing(len);
        return Skip(len);
    }

    public Poll.IPollable Subscribe() => new PollableResource(context, source);

    public void Dispose()
    {
        body?.Close();
        if (body is null && !isShared)
        {
            source.Dispose();
        }
    }

    private static int Clamp(ulong length) => (int)Math.Min(length, int.MaxValue);

    private void WaitUnlessNothing(ulong length)
    {
        if (length > 0)
        {
            context.WaitFor(source);
        }
    }
}
