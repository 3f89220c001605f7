using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary><c>wasi:http/types.request</c>: one that came in, or one that a guest made.</summary>
internal sealed class RequestResource : IRequest
{
    private readonly WasiContext _context;
    private readonly Lock _gate = new();
    private IncomingHttpRequest? _incoming;
    private ObservedReader? _reader;
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

    public FieldMap Headers => _headers ??= FieldMap.FromIncoming(_context, Ask(static r => r.ReadHeaders()) ?? [], keepsHost: true);

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

    public Method GetMethod() => _method ??= Methods.FromText(Ask(static r => r.Method) ?? "GET");

    public Result<Unit, Unit> SetMethod(Method method) => Set(Methods.IsValid(method), ref _method, method);

    public Option<string> GetPathWithQuery() => _path ??= ToOption(Ask(static r => r.PathAndQuery));

    public Result<Unit, Unit> SetPathWithQuery(Option<string> pathWithQuery) =>
        Set(!pathWithQuery.TryGet(out string? path) || UriSyntax.IsPathAndQuery(path), ref _path, pathWithQuery);

    public Option<Scheme> GetScheme() =>
        _scheme ??= Ask(static r => r.Scheme) is { } scheme ? Methods.SchemeFromText(scheme) : Option<Scheme>.None;

    public Result<Unit, Unit> SetScheme(Option<Scheme> scheme) =>
        Set(!scheme.TryGet(out Scheme given) || given.Kind != SchemeKind.Other || UriSyntax.IsScheme(given.AsOther()), ref _scheme, scheme);

    public Option<string> GetAuthority() => _authority ??= ToOption(Ask(static r => r.Authority));

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

    /// <summary>
    /// The request is over, though the guest may keep it: what it has not asked for by now it does not get, since the server may have the
    /// connection at work on another one.
    /// </summary>
    public Task DetachAsync()
    {
        lock (_gate)
        {
            _incoming = null;
        }

        return _reader?.CutAsync(new HttpErrorException(new HttpError(HttpErrorKind.ConnectionTerminated))) ?? Task.CompletedTask;
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

    /// <summary>Asks the request that came in; null when it is over.</summary>
    private T? Ask<T>(Func<IncomingHttpRequest, T?> ask)
        where T : class
    {
        lock (_gate)
        {
            return _incoming is { } incoming ? ask(incoming) : null;
        }
    }

    private HostBody OpenIncoming()
    {
        lock (_gate)
        {
            _reader = _incoming?.Body is { } body ? HostBody.Observe(_context, body, HttpErrorKind.HttpRequestBodySize) : null;
        }

        return new HostBody(_context, _reader, () => Ask(static r => r.ReadTrailers()), exchange: null);
    }
}
