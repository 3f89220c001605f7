using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http.Types;
using Whorl.Wasi.P2.Io;

namespace Whorl.Wasi.P2.Http;

/// <summary>The functions of <c>wasi:http</c>.</summary>
internal class HttpHost(WasiContext context, bool mayConnect) : Types.IHost, OutgoingHandler.IHost
{
    /// <summary>The instance's context.</summary>
    protected WasiContext Context => context;

    public IFields NewFields() => new FieldsResource(context, new FieldMap(context));

    public Result<IFields, HeaderError> FieldsFromList((string, byte[])[] entries) => FieldsResource.FromList(context, entries);

    public IOutgoingRequest NewOutgoingRequest(IFields headers) => new OutgoingRequestResource(context, (FieldsResource)headers);

    public IRequestOptions NewRequestOptions() => new RequestOptionsResource();

    public void ResponseOutparamSet(IResponseOutparam param, Result<IOutgoingResponse, ErrorCode> response) =>
        ((ResponseOutparamResource)param).Set(response);

    public IFutureTrailers IncomingBodyFinish(IIncomingBody @this) => ((IncomingBodyResource)@this).Finish();

    public IOutgoingResponse NewOutgoingResponse(IFields headers) => new OutgoingResponseResource(context, (FieldsResource)headers);

    public Result<Unit, ErrorCode> OutgoingBodyFinish(IOutgoingBody @this, Option<IFields> trailers) =>
        ((OutgoingBodyResource)@this).Finish(trailers);

    public Option<ErrorCode> HttpErrorCode(Io.Error.IError err) =>
        ((ErrorResource)err).Error.Http is { } error ? ErrorCodes.From(error) : Option<ErrorCode>.None;

    public Result<IFutureIncomingResponse, ErrorCode> Handle(IOutgoingRequest request, Option<IRequestOptions> options) =>
        mayConnect
            ? ((OutgoingRequestResource)request).Send(options.TryGet(out IRequestOptions? given) ? (RequestOptionsResource)given : null)
            : ErrorCode.HttpRequestDenied;
}
