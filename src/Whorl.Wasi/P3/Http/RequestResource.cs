using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary><c>wasi:http/types.request</c>: one that came in, or one that a guest made.</summary>
internal sealed class RequestResource : IRequest
{
    private readonly WasiContext _context;
    private readonly IncomingHttpRequest? _incoming;
    private readonly RequestOptionsResource? _options;
    private FieldMap? _headers;
    private MessageBody? _body;
    private Method? _method;
    private Option<string>? _path;
    private Option<Scheme>? _scheme;
    private Option<string>? _authority;

    private RequestResource(
        WasiContext context, IncomingHttpRequest? incoming, FieldMap? headers, MessageBody? body, RequestOptionsResource? options)
    {
        _context = context;
        _incoming = incoming;
        _headers = headers;
        _body = body;
        _options = options;
    }

    /// <summary>The options that it is to be sent with.</summary>
    public RequestOptionsResource? Options => _options;

    public FieldMap Headers => _headers ??= FieldMap.FromIncoming(_context, _incoming!.ReadHeaders(), keepsHost: true);

    /// <summary>A request that came in. What the guest does not ask for is not read.</summary>
    public static RequestResource FromIncoming(WasiContext context, IncomingHttpRequest request) => new(context, request, null, null, null);

    /// <summary>A request that a guest makes.</summary>
    public static RequestResource FromGuest(WasiContext context, FieldMap headers, MessageBody body, RequestOptionsResource? options)
    {
        headers.Freeze();
        return new RequestResource(context, null, headers, body, options?.Freeze())
        {
            _method = Method.Get,
            _path = Option<string>.None,
            _scheme = Option<Scheme>.None,
            _authority = Option<string>.None,
        };
    }

    public Method GetMethod() => _method ??= Methods.FromText(_incoming!.Method);

    public Result<Unit, Unit> SetMethod(Method method) => Set(Methods.IsValid(method), ref _method, method);

    public Option<string> GetPathWithQuery() => _path ??= ToOption(_incoming!.PathAndQuery);

    public Result<Unit, Unit> SetPathWithQuery(Option<string> pathWithQuery) =>
        Set(!pathWithQuery.TryGet(out string? path) || UriSyntax.IsPathAndQuery(path), ref _path, pathWithQuery);

    public Option<Scheme> GetScheme() =>
        _scheme ??= _incoming!.Scheme is { } scheme ? Methods.SchemeFromText(scheme) : Option<Scheme>.None;

    public Result<Unit, Unit> SetScheme(Option<Scheme> scheme) =>
        Set(!scheme.TryGet(out Scheme given) || given.Kind != SchemeKind.Other || UriSyntax.IsScheme(given.AsOther()), ref _scheme, scheme);

    public Option<string> GetAuthority() => _authority ??= ToOption(_incoming!.Authority);

    public Result<Unit, Unit> SetAuthority(Option<string> authority) =>
        Set(!authority.TryGet(out string? text) || UriSyntax.IsAuthority(text), ref _authority, authority);

    public Option<IRequestOptions> GetOptions() => _options is null ? Option<IRequestOptions>.None : Option<IRequestOptions>.Some(_options.Freeze());

    public IFields GetHeaders() => new FieldsResource(_context, Headers, isView: true);

    /// <summary>Takes the body, which ends the request as a resource.</summary>
    public MessageBody TakeBody()
    {
        _headers?.Release();
        MessageBody body = _body ?? OpenIncoming();
        _body = null;
        return body;
    }

    public void Dispose()
    {
        _headers?.Release();
        _body?.Discard();
    }

    private static Option<string> ToOption(string? text) => text is null ? Option<string>.None : text;

    private static Result<Unit, Unit> Set<T>(bool isValid, ref T? place, T value)
        where T : struct
    {
        if (!isValid)
        {
            return Result<Unit, Unit>.Err(default);
        }

        place = value;
        return Result<Unit, Unit>.Ok(default);
    }

    private HostBody OpenIncoming()
    {
        ObservedReader? reader = _incoming!.Body is { } body ? HostBody.Observe(_context, body, HttpErrorKind.HttpRequestBodySize) : null;
        return new HostBody(_context, reader, _incoming.ReadTrailers, exchange: null);
    }
}
