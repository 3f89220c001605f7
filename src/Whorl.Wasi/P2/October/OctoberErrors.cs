using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http;
using Whorl.Wasi.P2.Http.Types;
using Whorl.Wasi.P2.October.HttpTypes;

namespace Whorl.Wasi.P2.October;

/// <summary>HTTP errors in the few kinds that the candidate of October 2023 has.</summary>
internal static class OctoberErrors
{
    public static Error From(ErrorCode code)
    {
        HttpError error = ErrorCodes.ToKernel(code);
        string text = error.ToString();
        return error.Kind switch
        {
            HttpErrorKind.HttpRequestUriInvalid or HttpErrorKind.HttpRequestUriTooLong => Error.InvalidUrl(text),
            HttpErrorKind.DnsTimeout or HttpErrorKind.ConnectionTimeout or HttpErrorKind.ConnectionReadTimeout
                or HttpErrorKind.ConnectionWriteTimeout or HttpErrorKind.HttpResponseTimeout => Error.TimeoutError(text),
            HttpErrorKind.HttpProtocolError or HttpErrorKind.HttpResponseIncomplete or HttpErrorKind.HttpResponseTransferCoding
                or HttpErrorKind.HttpResponseContentCoding or HttpErrorKind.HttpUpgradeFailed => Error.ProtocolError(text),
            _ => Error.UnexpectedError(text),
        };
    }

    /// <summary>What a guest gave in place of a response.</summary>
    public static ErrorCode ToErrorCode(Error error) => ErrorCode.InternalError(error.Kind switch
    {
        ErrorKind.InvalidUrl => $"invalid URL: {error.AsInvalidUrl()}",
        ErrorKind.TimeoutError => $"timeout: {error.AsTimeoutError()}",
        ErrorKind.ProtocolError => $"protocol error: {error.AsProtocolError()}",
        _ => error.AsUnexpectedError(),
    });
}
