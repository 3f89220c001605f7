using System.Net.Sockets;
using System.Security.Authentication;
using Whorl.Wasi.Http;

namespace Whorl.Wasi.Tests.Http;

public sealed class HttpErrorsTests
{
    public static TheoryData<string, Exception> Cases => new()
    {
        { "ConnectionRefused", new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)) },
        { "DnsError", new HttpRequestException(HttpRequestError.NameResolutionError) },
        { "DnsError", new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound)) },
        { "DestinationIpUnroutable", new SocketException((int)SocketError.NetworkUnreachable) },
        { "ConnectionTimeout", new SocketException((int)SocketError.TimedOut) },
        { "ConnectionTerminated", new IOException("x", new SocketException((int)SocketError.ConnectionReset)) },
        { "ConnectionTerminated", new HttpRequestException("x", new IOException("y")) },
        { "TlsCertificateError", Tls(new AuthenticationException("The remote certificate is invalid")) },
        { "TlsProtocolError", Tls(new AuthenticationException("handshake")) },
        { "TlsProtocolError", new HttpRequestException(HttpRequestError.SecureConnectionError) },
        { "HttpResponseIncomplete", new HttpIOException(HttpRequestError.ResponseEnded) },
        { "HttpResponseIncomplete", new HttpRequestException("x", new HttpIOException(HttpRequestError.ResponseEnded)) },
        { "HttpProtocolError", new HttpRequestException(HttpRequestError.InvalidResponse) },
        { "HttpResponseHeaderSectionSize", new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded) },
        { "HttpUpgradeFailed", new HttpRequestException(HttpRequestError.VersionNegotiationError) },
        { "HttpResponseTimeout", new TimeoutException() },
        { "ConnectionTimeout", new TaskCanceledException("x", new TimeoutException()) },
        { "ConnectionTerminated", new TaskCanceledException() },
        { "HttpRequestDenied", new HttpRequestException("x", new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestDenied))) },
        { "InternalError", new InvalidOperationException("x") },
    };

    private static HttpRequestException Tls(Exception inner) => new(HttpRequestError.SecureConnectionError, inner: inner);

    [Theory]
    [MemberData(nameof(Cases))]
    public void From_Exception_IsTheNearestError(string kind, Exception exception) =>
        Assert.Equal(Enum.Parse<HttpErrorKind>(kind), HttpErrors.From(exception).Kind);

    [Theory]
    [InlineData(HttpFailureReason.NoResponse, HttpErrorKind.InternalError, 500)]
    [InlineData(HttpFailureReason.GuestError, HttpErrorKind.InternalError, 500)]
    [InlineData(HttpFailureReason.GuestError, HttpErrorKind.HttpRequestBodySize, 413)]
    [InlineData(HttpFailureReason.GuestError, HttpErrorKind.ConnectionRefused, 502)]
    [InlineData(HttpFailureReason.GuestError, HttpErrorKind.ConnectionReadTimeout, 504)]
    [InlineData(HttpFailureReason.BodyLength, HttpErrorKind.HttpResponseBodySize, 500)]
    public void Status_OfAFailure_FollowsItsError(HttpFailureReason reason, HttpErrorKind kind, int status) =>
        Assert.Equal(status, new HttpFailure(reason, new HttpError(kind), "").Status);
}
