using System.Net.Sockets;
using System.Security.Authentication;

namespace Whorl.Wasi.Http;

/// <summary>Says in WASI's terms what .NET reports as exceptions.</summary>
public static class HttpErrors
{
    /// <summary>The error that a guest is told for an exception of a sender or a body's reader.</summary>
    /// <param name="exception">What was thrown.</param>
    public static HttpError From(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case HttpErrorException known:
                    return known.Error;
                case SocketException socket:
                    return From(socket.SocketErrorCode);
                case AuthenticationException tls:
                    return From(tls);
            }
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: IOException io } => FromIo(io),
            HttpRequestException request => From(request.HttpRequestError, request.Message),
            HttpIOException io => From(io.HttpRequestError, io.Message),
            IOException io => FromIo(io),
            TimeoutException => new HttpError(HttpErrorKind.HttpResponseTimeout),
            OperationCanceledException { InnerException: TimeoutException } => new HttpError(HttpErrorKind.ConnectionTimeout),
            OperationCanceledException => new HttpError(HttpErrorKind.ConnectionTerminated),
            UriFormatException => new HttpError(HttpErrorKind.HttpRequestUriInvalid),
            _ => HttpError.Internal(exception.Message),
        };
    }

    private static HttpError FromIo(IOException exception) => exception is HttpIOException http
        ? From(http.HttpRequestError, http.Message)
        : new HttpError(HttpErrorKind.ConnectionTerminated);

    private static HttpError From(HttpRequestError error, string message) => error switch
    {
        HttpRequestError.NameResolutionError => new HttpError(HttpErrorKind.DnsError),
        HttpRequestError.ConnectionError => new HttpError(HttpErrorKind.ConnectionRefused),
        HttpRequestError.SecureConnectionError => new HttpError(HttpErrorKind.TlsProtocolError),
        HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse => new HttpError(HttpErrorKind.HttpProtocolError),
        HttpRequestError.ResponseEnded => new HttpError(HttpErrorKind.HttpResponseIncomplete),
        HttpRequestError.ConfigurationLimitExceeded => new HttpError(HttpErrorKind.HttpResponseHeaderSectionSize),
        HttpRequestError.VersionNegotiationError => new HttpError(HttpErrorKind.HttpUpgradeFailed),
        _ => HttpError.Internal(message),
    };

    private static HttpError From(SocketError error) => new(error switch
    {
        SocketError.ConnectionRefused => HttpErrorKind.ConnectionRefused,
        SocketError.HostNotFound or SocketError.NoData => HttpErrorKind.DnsError,
        SocketError.TryAgain => HttpErrorKind.DnsTimeout,
        SocketError.TimedOut => HttpErrorKind.ConnectionTimeout,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => HttpErrorKind.DestinationIpUnroutable,
        SocketError.AddressNotAvailable => HttpErrorKind.DestinationIpUnroutable,
        SocketError.HostDown or SocketError.NetworkDown => HttpErrorKind.DestinationUnavailable,
        SocketError.AccessDenied => HttpErrorKind.DestinationIpProhibited,
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => HttpErrorKind.ConnectionLimitReached,
        _ => HttpErrorKind.ConnectionTerminated,
    });

    private static HttpError From(AuthenticationException exception) => new(
        exception.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase)
            ? HttpErrorKind.TlsCertificateError
            : HttpErrorKind.TlsProtocolError);
}
