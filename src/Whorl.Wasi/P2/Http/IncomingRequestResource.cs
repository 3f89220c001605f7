using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Http.Types;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.incoming-request</c>.</summary>
internal sealed class IncomingRequestResource(WasiContext context, IncomingHttpRequest request) : IIncomingRequest
{
    private FieldMap? _headers;
    private bool _consumed;

    Method IIncomingRequest.Method() => Methods.FromText(request.Method);

    public Option<string> PathWithQuery() => request.PathAndQuery is { } path ? path : Option<string>.None;

    Option<Scheme> IIncomingRequest.Scheme() => request.Scheme is { } scheme ? Methods.SchemeFromText(scheme) : Option<Scheme>.None;

    public Option<string> Authority() => request.Authority is { } authority ? authority : Option<string>.None;

    public IFields Headers()
    {
        _headers ??= FieldMap.FromIncoming(context, request.ReadHeaders(), keepsHost: true);
        return new FieldsResource(context, _headers, isView: true);
    }

    public Result<IIncomingBody, Unit> Consume()
    {
        if (_consumed)
        {
            return Result<IIncomingBody, Unit>.Err(default);
        }

        _consumed = true;
        var options = new PipeInputOptions(
            "the request's body", context.Options.Limits.IncomingBodyBytes, HttpErrorKind.HttpRequestBodySize);
        return new IncomingBodyResource(context, new IncomingBody(context, request.Body, options, request.ReadTrailers, exchange: null));
    }

    public void Dispose() => _headers?.Release();
}
