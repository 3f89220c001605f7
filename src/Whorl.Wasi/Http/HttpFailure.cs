namespace Whorl.Wasi.Http;

/// <summary>Why a guest's response failed, for the log and for the choice of a status.</summary>
/// <param name="Reason">The kind of failure.</param>
/// <param name="Error">The error that the guest gave, or that says the same.</param>
/// <param name="Message">One sentence for the log, which a client should not see.</param>
public sealed record HttpFailure(HttpFailureReason Reason, HttpError Error, string Message)
{
    /// <summary>The status to answer with, if nothing was sent yet.</summary>
    public int Status => Reason == HttpFailureReason.GuestError ? StatusOf(Error.Kind) : 500;

    private static int StatusOf(HttpErrorKind kind) => kind switch
    {
        HttpErrorKind.HttpRequestDenied => 403,
        HttpErrorKind.HttpRequestLengthRequired => 411,
        HttpErrorKind.HttpRequestBodySize => 413,
        HttpErrorKind.HttpRequestMethodInvalid => 405,
        HttpErrorKind.HttpRequestUriInvalid => 400,
        HttpErrorKind.HttpRequestUriTooLong => 414,
        HttpErrorKind.HttpRequestHeaderSectionSize or HttpErrorKind.HttpRequestHeaderSize => 431,
        HttpErrorKind.HttpRequestTrailerSectionSize or HttpErrorKind.HttpRequestTrailerSize => 431,
        HttpErrorKind.LoopDetected => 508,
        HttpErrorKind.ConnectionLimitReached or HttpErrorKind.DestinationUnavailable => 503,
        HttpErrorKind.DnsTimeout or HttpErrorKind.ConnectionTimeout or HttpErrorKind.ConnectionReadTimeout => 504,
        HttpErrorKind.ConnectionWriteTimeout or HttpErrorKind.HttpResponseTimeout => 504,
        HttpErrorKind.ConfigurationError or HttpErrorKind.InternalError => 500,
        _ => 502,
    };
}
