using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Http.Types;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.incoming-response</c>.</summary>
internal sealed class IncomingResponseResource(WasiContext context, OutboundResponse response, TimeSpan? idleTimeout) : IIncomingResponse
{
    private FieldMap? _headers;
    private bool _consumed;

    public ushort Status() => (ushort)response.Status;

    public IFields Headers()
    {
        _headers ??= FieldMap.FromIncoming(context, response.Headers);
        return new FieldsResource(context, _headers, isView: true);
    }

    public Result<IIncomingBody, Unit> Consume()
    {
        if (_consumed)
        {
            return Result<IIncomingBody, Unit>.Err(default);
        }

        // From here on the exchange lives as long as its body.
        _consumed = true;
        var options = new PipeInputOptions(
            "the body of an outbound response", context.Options.Limits.IncomingBodyBytes, HttpErrorKind.HttpResponseBodySize, idleTimeout);
        return new IncomingBodyResource(context, new IncomingBody(context, response.Body, options, response.ReadTrailers, response));
    }

    public void Dispose()
    {
        _headers?.Release();
        if (!_consumed)
        {
            response.Dispose();
        }
    }
}
