using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http.Types;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Io.Streams;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.incoming-body</c>.</summary>
internal sealed class IncomingBodyResource(WasiContext context, IncomingBody body) : IIncomingBody
{
    public Result<IInputStream, Unit> Stream() => body.TryOpen()
        ? new InputStreamResource(context, body.Input, body)
        : Result<IInputStream, Unit>.Err(default);

    /// <summary>Gives the body up for its trailers.</summary>
    public FutureTrailersResource Finish()
    {
        if (body.IsStreaming)
        {
            throw new GuestTrapException(
                "the component called incoming-body.finish while the body's input-stream was alive; it must drop the stream first");
        }

        return new FutureTrailersResource(context, new TrailersWait(body));
    }

    public void Dispose() => body.Dispose();
}
