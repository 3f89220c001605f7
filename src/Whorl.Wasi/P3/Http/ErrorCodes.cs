using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>Translates HTTP errors from and to <c>wasi:http/types.error-code</c>, whose cases have the same names and order.</summary>
internal static class ErrorCodes
{
    public static ErrorCode From(HttpError error) => error.Kind switch
    {
        HttpErrorKind.DnsTimeout => ErrorCode.DnsTimeout,
        HttpErrorKind.DestinationNotFound => ErrorCode.DestinationNotFound,
        HttpErrorKind.DestinationUnavailable => ErrorCode.DestinationUnavailable,
        HttpErrorKind.DestinationIpProhibited => ErrorCode.DestinationIpProhibited,
        HttpErrorKind.DestinationIpUnroutable => ErrorCode.DestinationIpUnroutable,
        HttpErrorKind.ConnectionRefused => ErrorCode.ConnectionRefused,
        HttpErrorKind.ConnectionTerminated => ErrorCode.ConnectionTerminated,
        HttpErrorKind.ConnectionTimeout => ErrorCode.ConnectionTimeout,
        HttpErrorKind.ConnectionReadTimeout => ErrorCode.ConnectionReadTimeout,
        HttpErrorKind.ConnectionWriteTimeout => ErrorCode.ConnectionWriteTimeout,
        HttpErrorKind.ConnectionLimitReached => ErrorCode.ConnectionLimitReached,
        HttpErrorKind.TlsProtocolError => ErrorCode.TlsProtocolError,
        HttpErrorKind.TlsCertificateError => ErrorCode.TlsCertificateError,
        HttpErrorKind.HttpRequestDenied => ErrorCode.HttpRequestDenied,
        HttpErrorKind.HttpRequestLengthRequired => ErrorCode.HttpRequestLengthRequired,
        HttpErrorKind.HttpRequestMethodInvalid => ErrorCode.HttpRequestMethodInvalid,
        HttpErrorKind.HttpRequestUriInvalid => ErrorCode.HttpRequestUriInvalid,
        HttpErrorKind.HttpRequestUriTooLong => ErrorCode.HttpRequestUriTooLong,
        HttpErrorKind.HttpResponseIncomplete => ErrorCode.HttpResponseIncomplete,
        HttpErrorKind.HttpResponseTimeout => ErrorCode.HttpResponseTimeout,
        HttpErrorKind.HttpUpgradeFailed => ErrorCode.HttpUpgradeFailed,
        HttpErrorKind.HttpProtocolError => ErrorCode.HttpProtocolError,
        HttpErrorKind.LoopDetected => ErrorCode.LoopDetected,
        HttpErrorKind.ConfigurationError => ErrorCode.ConfigurationError,
        HttpErrorKind.DnsError => ErrorCode.DnsError(new DnsErrorPayload(Text(error.Detail), Number(error.Code))),
        HttpErrorKind.TlsAlertReceived => ErrorCode.TlsAlertReceived(new TlsAlertReceivedPayload(
            error.Code is <= byte.MaxValue ? (byte)error.Code : Option<byte>.None, Text(error.Detail))),
        HttpErrorKind.HttpRequestBodySize => ErrorCode.HttpRequestBodySize(Size(error)),
        HttpErrorKind.HttpResponseBodySize => ErrorCode.HttpResponseBodySize(Size(error)),
        HttpErrorKind.HttpRequestHeaderSectionSize => ErrorCode.HttpRequestHeaderSectionSize(SectionSize(error)),
        HttpErrorKind.HttpRequestTrailerSectionSize => ErrorCode.HttpRequestTrailerSectionSize(SectionSize(error)),
        HttpErrorKind.HttpResponseHeaderSectionSize => ErrorCode.HttpResponseHeaderSectionSize(SectionSize(error)),
        HttpErrorKind.HttpResponseTrailerSectionSize => ErrorCode.HttpResponseTrailerSectionSize(SectionSize(error)),
        HttpErrorKind.HttpRequestHeaderSize => ErrorCode.HttpRequestHeaderSize(Option<FieldSizePayload>.Some(FieldSize(error))),
        HttpErrorKind.HttpRequestTrailerSize => ErrorCode.HttpRequestTrailerSize(FieldSize(error)),
        HttpErrorKind.HttpResponseHeaderSize => ErrorCode.HttpResponseHeaderSize(FieldSize(error)),
        HttpErrorKind.HttpResponseTrailerSize => ErrorCode.HttpResponseTrailerSize(FieldSize(error)),
        HttpErrorKind.HttpResponseTransferCoding => ErrorCode.HttpResponseTransferCoding(Text(error.Detail)),
        HttpErrorKind.HttpResponseContentCoding => ErrorCode.HttpResponseContentCoding(Text(error.Detail)),
        _ => ErrorCode.InternalError(Text(error.Detail)),
    };

    public static HttpError ToKernel(ErrorCode code)
    {
        var error = new HttpError((HttpErrorKind)code.Kind);
        return code.Kind switch
        {
            ErrorCodeKind.DnsError => error with { Detail = Text(code.AsDnsError().Rcode), Code = Number(code.AsDnsError().InfoCode) },
            ErrorCodeKind.TlsAlertReceived => error with
            {
                Detail = Text(code.AsTlsAlertReceived().AlertMessage),
                Code = code.AsTlsAlertReceived().AlertId.TryGet(out byte id) ? id : null,
            },
            ErrorCodeKind.HttpRequestBodySize => error with { Size = Size(code.AsHttpRequestBodySize()) },
            ErrorCodeKind.HttpResponseBodySize => error with { Size = Size(code.AsHttpResponseBodySize()) },
            ErrorCodeKind.HttpRequestHeaderSectionSize => error with { Size = Size(code.AsHttpRequestHeaderSectionSize()) },
            ErrorCodeKind.HttpRequestTrailerSectionSize => error with { Size = Size(code.AsHttpRequestTrailerSectionSize()) },
            ErrorCodeKind.HttpResponseHeaderSectionSize => error with { Size = Size(code.AsHttpResponseHeaderSectionSize()) },
            ErrorCodeKind.HttpResponseTrailerSectionSize => error with { Size = Size(code.AsHttpResponseTrailerSectionSize()) },
            ErrorCodeKind.HttpRequestHeaderSize => With(error, code.AsHttpRequestHeaderSize().OrElse(default)),
            ErrorCodeKind.HttpRequestTrailerSize => With(error, code.AsHttpRequestTrailerSize()),
            ErrorCodeKind.HttpResponseHeaderSize => With(error, code.AsHttpResponseHeaderSize()),
            ErrorCodeKind.HttpResponseTrailerSize => With(error, code.AsHttpResponseTrailerSize()),
            ErrorCodeKind.HttpResponseTransferCoding => error with { Detail = Text(code.AsHttpResponseTransferCoding()) },
            ErrorCodeKind.HttpResponseContentCoding => error with { Detail = Text(code.AsHttpResponseContentCoding()) },
            ErrorCodeKind.InternalError => error with { Detail = Text(code.AsInternalError()) },
            _ => error,
        };
    }

    private static Option<string> Text(string? text) => text is null ? Option<string>.None : text;

    private static string? Text(Option<string> text) => text.TryGet(out string? value) ? value : null;

    private static Option<ushort> Number(ushort? number) => number is { } value ? value : Option<ushort>.None;

    private static ushort? Number(Option<ushort> number) => number.TryGet(out ushort value) ? value : null;

    private static Option<ulong> Size(HttpError error) => error.Size is { } size ? size : Option<ulong>.None;

    private static ulong? Size(Option<ulong> size) => size.TryGet(out ulong value) ? value : null;

    private static Option<uint> SectionSize(HttpError error) =>
        error.Size is { } size ? (uint)Math.Min(size, uint.MaxValue) : Option<uint>.None;

    private static ulong? Size(Option<uint> size) => size.TryGet(out uint value) ? value : null;

    private static FieldSizePayload FieldSize(HttpError error) => new(Text(error.FieldName), SectionSize(error));

    private static HttpError With(HttpError error, FieldSizePayload field) =>
        error with { FieldName = Text(field.FieldName), Size = Size(field.FieldSize) };
}
