using System.Globalization;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Http;
using Whorl.Wasi.P2.Http.Types;
using Whorl.Wasi.P2.October.HttpTypes;
using RequestOptions = Whorl.Wasi.P2.October.OutgoingHandler.RequestOptions;

namespace Whorl.Wasi.P2.October;

/// <summary>
/// What <c>wasi:http</c> has in the candidate of October 2023 and in no release. Where a guest's mistake is an error in the releases and no
/// error can be told here, it is a trap.
/// </summary>
internal sealed class OctoberHttpHost(WasiContext context, bool mayConnect)
    : HttpHost(context, mayConnect), HttpTypes.IHost, OutgoingHandler.IHost
{
    private const ulong NanosecondsPerMillisecond = 1_000_000;

    public IFields NewFields((string, byte[])[] entries) => FieldsFromList(entries).TryGet(out IFields? fields, out HeaderError error)
        ? fields
        : throw Trap($"fields with entries that are not allowed ({error})");

    public void FieldsSet(IFields self, GuestString name, byte[][] value) => Check(self.Set(name, value), "fields.set", name);

    public void FieldsDelete(IFields self, GuestString name) => Check(self.Delete(name), "fields.delete", name);

    public void FieldsAppend(IFields self, GuestString name, ReadOnlySpan<byte> value) => Check(self.Append(name, value), "fields.append", name);

    public IOutgoingRequest NewOutgoingRequest(
        Method method, Option<string> pathWithQuery, Option<Scheme> scheme, Option<string> authority, IFields headers)
    {
        var request = new OutgoingRequestResource(Context, (FieldsResource)headers.Clone());
        string? wrong = !request.SetMethod(method).IsOk ? $"the method {method}"
            : !request.SetPathWithQuery(pathWithQuery).IsOk ? $"the path \"{pathWithQuery.OrElse("")}\""
            : !request.SetScheme(scheme).IsOk ? $"the scheme {scheme.OrElse(default)}"
            : !request.SetAuthority(authority).IsOk ? $"the authority \"{authority.OrElse("")}\""
            : null;
        if (wrong is not null)
        {
            request.Dispose();
            throw Trap($"an outgoing-request with {wrong}");
        }

        return request;
    }

    public Result<IOutgoingBody, Unit> OutgoingRequestWrite(IOutgoingRequest self) => self.Body();

    public IOutgoingResponse NewOutgoingResponse(ushort statusCode, IFields headers)
    {
        var response = new OutgoingResponseResource(Context, (FieldsResource)headers.Clone());
        if (!response.SetStatusCode(statusCode).IsOk)
        {
            response.Dispose();
            throw Trap(string.Create(CultureInfo.InvariantCulture, $"an outgoing-response with the status {statusCode}"));
        }

        return response;
    }

    public Result<IOutgoingBody, Unit> OutgoingResponseWrite(IOutgoingResponse self) => self.Body();

    /// <summary>A body of another length than was announced breaks the message off, as in the releases; the guest is not told.</summary>
    void HttpTypes.IHost.OutgoingBodyFinish(IOutgoingBody @this, Option<IFields> trailers) => OutgoingBodyFinish(@this, trailers);

    public void ResponseOutparamSet(IResponseOutparam param, Result<IOutgoingResponse, Error> response) => ResponseOutparamSet(
        param,
        response.TryGet(out IOutgoingResponse? given, out Error error) ? Result<IOutgoingResponse, ErrorCode>.Ok(given) : OctoberErrors.ToErrorCode(error));

    /// <summary>A message without trailers has empty ones.</summary>
    public Option<Result<IFields, Error>> FutureTrailersGet(IFutureTrailers self)
    {
        if (!self.Get().TryGet(out Result<Result<Option<IFields>, ErrorCode>, Unit> taken))
        {
            return Option<Result<IFields, Error>>.None;
        }

        if (!taken.IsOk)
        {
            throw new GuestTrapException("the component called future-trailers.get again after it had the trailers; it must call it once");
        }

        return taken.Value.TryGet(out Option<IFields> trailers, out ErrorCode code)
            ? Result<IFields, Error>.Ok(trailers.TryGet(out IFields? fields) ? fields : NewFields())
            : Result<IFields, Error>.Err(OctoberErrors.From(code));
    }

    public Option<Result<Result<IIncomingResponse, Error>, Unit>> FutureIncomingResponseGet(IFutureIncomingResponse self) =>
        !self.Get().TryGet(out Result<Result<IIncomingResponse, ErrorCode>, Unit> taken) ? Option<Result<Result<IIncomingResponse, Error>, Unit>>.None
        : taken.IsOk ? Result<Result<IIncomingResponse, Error>, Unit>.Ok(Convert(taken.Value))
        : Result<Result<IIncomingResponse, Error>, Unit>.Err(default);

    public Result<IFutureIncomingResponse, Error> Handle(IOutgoingRequest request, Option<RequestOptions> options)
    {
        Option<IRequestOptions> given = options.TryGet(out RequestOptions asked) ? Option<IRequestOptions>.Some(Read(asked)) : Option<IRequestOptions>.None;
        return Convert(Handle(request, given));
    }

    private static RequestOptionsResource Read(RequestOptions asked)
    {
        var options = new RequestOptionsResource();
        options.SetConnectTimeout(ToNanoseconds(asked.ConnectTimeoutMs));
        options.SetFirstByteTimeout(ToNanoseconds(asked.FirstByteTimeoutMs));
        options.SetBetweenBytesTimeout(ToNanoseconds(asked.BetweenBytesTimeoutMs));
        return options;
    }

    private static Option<ulong> ToNanoseconds(Option<uint> milliseconds) =>
        milliseconds.TryGet(out uint value) ? value * NanosecondsPerMillisecond : Option<ulong>.None;

    private static Result<T, Error> Convert<T>(Result<T, ErrorCode> result) =>
        result.TryGet(out T? value, out ErrorCode code) ? Result<T, Error>.Ok(value) : OctoberErrors.From(code);

    private static void Check(Result<Unit, HeaderError> result, string function, GuestString name)
    {
        if (!result.IsOk)
        {
            throw new GuestTrapException($"the component called {function} for the header \"{name.ToString()}\", which is not allowed ({result.Error})");
        }
    }

    private static GuestTrapException Trap(string what) => new($"the component made {what}, which cannot be sent");
}
