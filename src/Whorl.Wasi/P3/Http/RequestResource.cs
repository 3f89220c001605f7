using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary><c>wasi:http/types.request</c>: one that came in, or one that a guest made.</summary>
internal sealed class RequestResource : IRequest
{
    /// <summary>What a text is until the request that came in is asked for it.</summary>
    private static readonly string s_unknown = new('?', 1);

    private readonly WasiContext _context;
    private readonly RequestOptionsResource? _options;
    private IncomingHttpRequest? _incoming; // guarded by a lock on this object, which is nobody else's
    private ObservedReader? _reader;
    private FieldMap? _headers;
    private MessageBody? _body;
    private string? _method = s_unknown;
    private string? _path = s_unknown;
    private string? _scheme = s_unknown;
    private string? _authority = s_unknown;

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
            _method = "GET",
            _path = null,
            _scheme = null,
            _authority = null,
        };
    }

    public Method GetMethod() => Methods.FromText(Know(ref _method, static r => r.Method) ?? "GET");

    public Result<Unit, Unit> SetMethod(Method method) => Set(Methods.IsValid(method), ref _method, Methods.ToText(method));

    public Option<string> GetPathWithQuery() => ToOption(Know(ref _path, static r => r.PathAndQuery));

    public Result<Unit, Unit> SetPathWithQuery(Option<string> pathWithQuery)
    {
        string? path = pathWithQuery.OrElse(null!);
        return Set(path is null || UriSyntax.IsPathAndQuery(path), ref _path, path);
    }

    public Option<Scheme> GetScheme() => Know(ref _scheme, static r => r.Scheme) is { } scheme ? Methods.SchemeFromText(scheme) : Option<Scheme>.None;

    public Result<Unit, Unit> SetScheme(Option<Scheme> scheme)
    {
        bool isValid = !scheme.TryGet(out Scheme given) || given.Kind != SchemeKind.Other || UriSyntax.IsScheme(given.AsOther());
        return Set(isValid, ref _scheme, !scheme.IsSome ? null : given.Kind == SchemeKind.Other ? given.AsOther() : Methods.ToText(given));
    }

    public Option<string> GetAuthority() => ToOption(Know(ref _authority, static r => r.Authority));

    public Result<Unit, Unit> SetAuthority(Option<string> authority)
    {
        string? text = authority.OrElse(null!);
        return Set(text is null || UriSyntax.IsAuthority(text), ref _authority, text);
    }

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
        lock (this)
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

    private static Result<Unit, Unit> Set(bool isValid, ref string? place, string? value)
    {
        if (!isValid)
        {
            return Result<Unit, Unit>.Err(default);
        }

        place = value;
        return Result<Unit, Unit>.Ok(default);
    }

    private string? Know(ref string? place, Func<IncomingHttpRequest, string?> ask)
    {
        if (ReferenceEquals(place, s_unknown))
        {
            place = Ask(ask);
        }

        return place;
    }

    /// <summary>Asks the request that came in; null when it is over.</summary>
    private T? Ask<T>(Func<IncomingHttpRequest, T?> ask)
        where T : class
    {
        lock (this)
        {
            return _incoming is { } incoming ? ask(incoming) : null;
        }
    }

    private HostBody OpenIncoming()
    {
        lock (this)
        {
            _reader = _incoming?.Body is { } body ? HostBody.Observe(_context, body, HttpErrorKind.HttpRequestBodySize) : null;
        }

        return new HostBody(_context, _reader, () => Ask(static r => r.ReadTrailers()), exchange: null);
    }
}
