using System.Buffers;
using System.IO.Pipelines;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http.Types;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.outgoing-request</c>.</summary>
internal sealed class OutgoingRequestResource : IOutgoingRequest
{
    private readonly WasiContext _context;
    private readonly FieldMap _headers;
    private Method _method = Types.Method.Get;
    private Option<string> _path;
    private Option<Scheme> _scheme;
    private Option<string> _authority;
    private OutgoingBody? _body;
    private long? _announced;

    public OutgoingRequestResource(WasiContext context, FieldsResource headers)
    {
        _context = context;
        _headers = headers.Fields;
        _headers.Freeze();
    }

    public Result<IOutgoingBody, Unit> Body()
    {
        if (_body is not null || !ContentLength.TryRead(_headers.List, out _announced))
        {
            return Result<IOutgoingBody, Unit>.Err(default);
        }

        _body = new OutgoingBody(_context, _announced, HttpErrorKind.HttpRequestBodySize);
        return new OutgoingBodyResource(_context, _body);
    }

    public Method Method() => _method;

    public Result<Unit, Unit> SetMethod(Method method) => Set(Methods.IsValid(method), ref _method, method);

    public Option<string> PathWithQuery() => _path;

    public Result<Unit, Unit> SetPathWithQuery(Option<string> pathWithQuery) =>
        Set(!pathWithQuery.TryGet(out string? path) || UriSyntax.IsPathAndQuery(path), ref _path, pathWithQuery);

    public Option<Scheme> Scheme() => _scheme;

    public Result<Unit, Unit> SetScheme(Option<Scheme> scheme) =>
        Set(!scheme.TryGet(out Scheme given) || given.Kind != SchemeKind.Other || UriSyntax.IsScheme(given.AsOther()), ref _scheme, scheme);

    public Option<string> Authority() => _authority;

    public Result<Unit, Unit> SetAuthority(Option<string> authority) =>
        Set(!authority.TryGet(out string? text) || UriSyntax.IsAuthority(text), ref _authority, authority);

    public IFields Headers() => new FieldsResource(_context, _headers, isView: true);

    /// <summary>Begins to send the request.</summary>
    public Result<IFutureIncomingResponse, ErrorCode> Send(RequestOptionsResource? options)
    {
        if (!_authority.TryGet(out string? authority))
        {
            return ErrorCode.HttpRequestUriInvalid;
        }

        if (!ContentLength.TryRead(_headers.List, out _))
        {
            return ErrorCode.HttpRequestBodySize(Option<ulong>.None);
        }

        string path = _path.OrElse("/");
        RequestCarrier? carrier = _body is { FinishedLength: null } ? new RequestCarrier() : null;
        var request = new OutboundRequest
        {
            Method = Methods.ToText(_method),
            Scheme = _scheme.TryGet(out Scheme scheme) ? Methods.ToText(scheme) : "https",
            Authority = authority,
            PathAndQuery = path.Length == 0 ? "/" : path,
            // Headers that came in may be handed on as they are, and they have the host that the guest was asked by.
            Headers = ContentLength.Once(_headers.List.Contains("host") ? _headers.Settable() : _headers.List),
            Body = carrier is not null ? carrier.Reader : FinishedBody(),
            ContentLength = _announced ?? _body?.FinishedLength,
            ReadTrailers = carrier is not null ? () => carrier.Trailers : () => _body?.Trailers,
            ConnectTimeout = options?.Connect,
            FirstByteTimeout = options?.FirstByte,
            BetweenBytesTimeout = options?.BetweenBytes,
        };
        HttpError? error = OutgoingCall.Begin(_context, request, out OutgoingCall? call);
        _headers.Release();
        if (error is not null)
        {
            return ErrorCodes.From(error);
        }

        if (carrier is not null)
        {
            _body!.Attach(carrier);
        }

        return new FutureIncomingResponseResource(_context, call!, options?.BetweenBytes);
    }

    public void Dispose() => _headers.Release();

    private static Result<Unit, Unit> Set<T>(bool isValid, ref T place, T value)
    {
        if (!isValid)
        {
            return Result<Unit, Unit>.Err(default);
        }

        place = value;
        return Result<Unit, Unit>.Ok(default);
    }

    /// <summary>A body that was written before the request was sent: its length is known, and nobody has to wait for it.</summary>
    private PipeReader? FinishedBody() => _body is { FinishedLength: > 0 } body
        ? PipeReader.Create(new ReadOnlySequence<byte>(body.TakeHeld()))
        : null;
}
