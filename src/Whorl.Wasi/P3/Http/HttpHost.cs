using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>The functions of <c>wasi:http</c>.</summary>
internal sealed class HttpHost(WasiContext context, bool mayConnect) : Types.IHost, Client.IHost
{
    public IFields NewFields() => new FieldsResource(context, new FieldMap(context));

    public Result<IFields, HeaderError> FieldsFromList((string, byte[])[] entries) => FieldsResource.FromList(context, entries);

    public IRequestOptions NewRequestOptions() => new RequestOptionsResource();

    public (IRequest, ComponentFuture<Result<Unit, ErrorCode>>) RequestNew(
        IFields headers,
        Option<ComponentStream<byte>> contents,
        ComponentFuture<Result<Option<IFields>, ErrorCode>> trailers,
        Option<IRequestOptions> options)
    {
        var body = new GuestBody(contents.OrElse(null!), trailers);
        var given = options.TryGet(out IRequestOptions? some) ? (RequestOptionsResource)some : null;
        RequestResource request = RequestResource.FromGuest(context, ((FieldsResource)headers).Fields, body, given);
        return (request, body.Sent);
    }

    public (ComponentStream<byte>, ComponentFuture<Result<Option<IFields>, ErrorCode>>) RequestConsumeBody(
        IRequest @this, ComponentFuture<Result<Unit, ErrorCode>> res) => ((RequestResource)@this).TakeBody().Open(res);

    public (IResponse, ComponentFuture<Result<Unit, ErrorCode>>) ResponseNew(
        IFields headers, Option<ComponentStream<byte>> contents, ComponentFuture<Result<Option<IFields>, ErrorCode>> trailers)
    {
        FieldMap fields = ((FieldsResource)headers).Fields;
        fields.Freeze();
        var body = new GuestBody(contents.OrElse(null!), trailers);
        return (new ResponseResource(context, 200, fields, body), body.Sent);
    }

    public (ComponentStream<byte>, ComponentFuture<Result<Option<IFields>, ErrorCode>>) ResponseConsumeBody(
        IResponse @this, ComponentFuture<Result<Unit, ErrorCode>> res) => ((ResponseResource)@this).TakeBody().Open(res);

    public async ValueTask<Result<IResponse, ErrorCode>> Send(IRequest request, HostTask task)
    {
        var message = (RequestResource)request;
        try
        {
            return mayConnect
                ? await new RequestSender(context, task).SendAsync(message).ConfigureAwait(false)
                : throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestDenied));
        }
        catch (HttpErrorException e)
        {
            message.Dispose();
            return ErrorCodes.From(e.Error);
        }
    }
}
