using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http.Types;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.outgoing-response</c>.</summary>
internal sealed class OutgoingResponseResource : IOutgoingResponse
{
    private readonly WasiContext _context;
    private readonly FieldMap _headers;

    public OutgoingResponseResource(WasiContext context, FieldsResource headers)
    {
        _context = context;
        _headers = headers.Fields;
        _headers.Freeze();
    }

    public int Status { get; private set; } = 200;

    /// <summary>The body, if the guest asked for it.</summary>
    public OutgoingBody? TakenBody { get; private set; }

    public ushort StatusCode() => (ushort)Status;

    /// <summary>Informational statuses are refused: they cannot be the response.</summary>
    public Result<Unit, Unit> SetStatusCode(ushort statusCode)
    {
        if (statusCode is < 200 or > 599)
        {
            return Result<Unit, Unit>.Err(default);
        }

        Status = statusCode;
        return Result<Unit, Unit>.Ok(default);
    }

    public IFields Headers() => new FieldsResource(_context, _headers, isView: true);

    public Result<IOutgoingBody, Unit> Body()
    {
        if (TakenBody is not null || !ContentLength.TryRead(_headers.List, out long? announced))
        {
            return Result<IOutgoingBody, Unit>.Err(default);
        }

        TakenBody = new OutgoingBody(_context, announced, HttpErrorKind.HttpResponseBodySize);
        return new OutgoingBodyResource(_context, TakenBody);
    }

    /// <summary>Sends the response, with what of its body is there and the rest as it comes.</summary>
    /// <returns>The body; null if there is nothing to come.</returns>
    public OutgoingBody? SendTo(HttpResponseSink sink, bool toHead)
    {
        _headers.Release();
        if (!ContentLength.TryRead(_headers.List, out long? announced))
        {
            sink.Fail(new HttpFailure(
                HttpFailureReason.BodyLength,
                new HttpError(HttpErrorKind.HttpResponseBodySize),
                "the component gave a response whose content-length header is not a length, or several that differ"));
            return null;
        }

        OutgoingBody body = TakenBody ?? new OutgoingBody(_context, announced, HttpErrorKind.HttpResponseBodySize);

        // A request's headers may be handed back as they are, and they have the host that the guest was asked by.
        HeaderList headers = _headers.List.Contains("host") ? _headers.Settable() : _headers.List;
        body.Attach(new ResponseCarrier(sink, Status, headers, toHead));
        if (TakenBody is null)
        {
            body.Finish(null);
        }

        return body;
    }

    public void Dispose() => _headers.Release();
}
