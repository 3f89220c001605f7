namespace Whorl.Wasi.Http;

/// <summary>What went wrong with an HTTP request or response: the cases of <c>wasi:http/types.error-code</c>, in their order.</summary>
public enum HttpErrorKind
{
    /// <summary>The name server did not answer in time.</summary>
    DnsTimeout,

    /// <summary>The name did not resolve.</summary>
    DnsError,

    /// <summary>There is no such destination.</summary>
    DestinationNotFound,

    /// <summary>The destination does not take requests now.</summary>
    DestinationUnavailable,

    /// <summary>Policy forbids the destination's address.</summary>
    DestinationIpProhibited,

    /// <summary>There is no route to the destination's address.</summary>
    DestinationIpUnroutable,

    /// <summary>The destination refused the connection.</summary>
    ConnectionRefused,

    /// <summary>The connection ended before the exchange did.</summary>
    ConnectionTerminated,

    /// <summary>Connecting took too long.</summary>
    ConnectionTimeout,

    /// <summary>Waiting for bytes took too long.</summary>
    ConnectionReadTimeout,

    /// <summary>Sending bytes took too long.</summary>
    ConnectionWriteTimeout,

    /// <summary>Too many connections or calls are under way.</summary>
    ConnectionLimitReached,

    /// <summary>TLS failed.</summary>
    TlsProtocolError,

    /// <summary>The peer's certificate is not trusted.</summary>
    TlsCertificateError,

    /// <summary>The peer sent a TLS alert.</summary>
    TlsAlertReceived,

    /// <summary>Policy forbids the request.</summary>
    HttpRequestDenied,

    /// <summary>The request needs a content length.</summary>
    HttpRequestLengthRequired,

    /// <summary>The request's body is too large, or not as long as announced.</summary>
    HttpRequestBodySize,

    /// <summary>The request's method is not valid.</summary>
    HttpRequestMethodInvalid,

    /// <summary>The request's URI is not valid.</summary>
    HttpRequestUriInvalid,

    /// <summary>The request's URI is too long.</summary>
    HttpRequestUriTooLong,

    /// <summary>The request's headers together are too large.</summary>
    HttpRequestHeaderSectionSize,

    /// <summary>One of the request's headers is too large.</summary>
    HttpRequestHeaderSize,

    /// <summary>The request's trailers together are too large.</summary>
    HttpRequestTrailerSectionSize,

    /// <summary>One of the request's trailers is too large.</summary>
    HttpRequestTrailerSize,

    /// <summary>The response ended too early.</summary>
    HttpResponseIncomplete,

    /// <summary>The response's headers together are too large.</summary>
    HttpResponseHeaderSectionSize,

    /// <summary>One of the response's headers is too large.</summary>
    HttpResponseHeaderSize,

    /// <summary>The response's body is too large, or not as long as announced.</summary>
    HttpResponseBodySize,

    /// <summary>The response's trailers together are too large.</summary>
    HttpResponseTrailerSectionSize,

    /// <summary>One of the response's trailers is too large.</summary>
    HttpResponseTrailerSize,

    /// <summary>The response's transfer coding is not known.</summary>
    HttpResponseTransferCoding,

    /// <summary>The response's content coding is not known.</summary>
    HttpResponseContentCoding,

    /// <summary>The response did not come in time.</summary>
    HttpResponseTimeout,

    /// <summary>An upgrade of the connection failed.</summary>
    HttpUpgradeFailed,

    /// <summary>The peer broke the protocol.</summary>
    HttpProtocolError,

    /// <summary>The request came back to where it started.</summary>
    LoopDetected,

    /// <summary>The host is not configured as it should be.</summary>
    ConfigurationError,

    /// <summary>Anything else.</summary>
    InternalError,
}
