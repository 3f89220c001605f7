using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http.Types;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Io.Streams;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.outgoing-body</c>.</summary>
internal sealed class OutgoingBodyResource(WasiContext context, OutgoingBody body) : IOutgoingBody
{
    private OutputStreamResource? _stream;

    public Result<IOutputStream, Unit> Write()
    {
        if (_stream is not null)
        {
            return Result<IOutputStream, Unit>.Err(default);
        }

        _stream = new OutputStreamResource(context, body);
        return _stream;
    }

    public Result<Unit, ErrorCode> Finish(Option<IFields> trailers)
    {
        if (_stream is { IsDropped: false })
        {
            throw new GuestTrapException(
                "the component called outgoing-body.finish while the body's output-stream was alive; it must drop the stream first");
        }

        HeaderList? list = trailers.TryGet(out IFields? fields) ? ((FieldsResource)fields).Fields.List : null;
        return body.Finish(list) is { } error ? ErrorCodes.From(error) : default(Unit);
    }

    public void Dispose() => body.Abandon();
}
