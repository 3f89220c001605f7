using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Whorl.Wasi.Http;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Http;

public sealed class SocketsOutboundHttpTests : IDisposable, IConnectPolicy
{
    private const string HeadEnd = "\r\n\r\n";

    private readonly LoopbackServer _server = new();
    private readonly SocketsOutboundHttp _sender;
    private readonly List<string> _asked = [];
    private bool _isAllowed = true;

    public SocketsOutboundHttpTests() => _sender = new SocketsOutboundHttp(new SocketsOutboundHttpOptions { ConnectPolicy = this });

    public void Dispose()
    {
        _sender.Dispose();
        _server.Dispose();
    }

    public bool IsAllowed(string host, int port, IPAddress address)
    {
        _asked.Add($"{host} {address}");
        return _isAllowed;
    }

    [Fact]
    public async Task Send_PlainRequest_AddsNothingOfItsOwn()
    {
        Task<string> served = _server.ServeAsync(HeadEnd, "HTTP/1.1 204 No Content\r\n\r\n");
        var headers = new HeaderList { { "X-One", "1" }, { "x-one", "é" } };
        using OutboundResponse response = await _sender.SendAsync(New("GET", "/a/../b%2F?c=d+e", headers), default);
        string request = await served;
        string[] lines = request.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("GET /a/../b%2F?c=d+e HTTP/1.1", lines[0]);
        Assert.Equal([$"Host: {_server.Authority}", "X-One: 1, é"], lines[1..].Order());
        Assert.Equal(204, response.Status);
    }

    [Fact]
    public async Task Send_Response_GivesHeadersBodyAndTrailersAsTheyCame()
    {
        _ = _server.ServeAsync(
            HeadEnd,
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Bytes: \u00e9\r\n"
            + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 11\r\n\r\n");
        using OutboundResponse response = await _sender.SendAsync(New("GET"), default);
        Assert.Equal(302, response.Status);
        Assert.Equal(
            [
                "content-encoding=gzip", "location=http://127.0.0.1:1/", "set-cookie=a=1", "set-cookie=b=2",
                "transfer-encoding=chunked", "x-bytes=é",
            ],
            response.Headers.Select(h => $"{h.Name}={h.Text}").Order());
        Assert.Equal("hello world", await ReadAsync(response.Body));
        Assert.Equal("x-sum=11", string.Join(' ', response.ReadTrailers()!.Select(h => $"{h.Name}={h.Text}")));
    }

    [Fact]
    public async Task Send_BodyThatIsStreamed_GoesInChunks()
    {
        Task<string> served = _server.ServeAsync("0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var pipe = new Pipe();
        var headers = new HeaderList { { "content-type", "text/x" } };
        Task<OutboundResponse> sending = _sender.SendAsync(New("POST", body: pipe.Reader, headers: headers), default);
        await pipe.Writer.WriteAsync("hello"u8.ToArray());
        await pipe.Writer.CompleteAsync();
        using OutboundResponse response = await sending;
        string request = await served;
        Assert.Contains("Transfer-Encoding: chunked\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/x\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("5\r\nhello\r\n0\r\n\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_BodyOfKnownLength_AnnouncesIt()
    {
        Task<string> served = _server.ServeAsync("hello", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var body = PipeReader.Create(new ReadOnlySequence<byte>("hello"u8.ToArray()));
        using OutboundResponse response = await _sender.SendAsync(New("PUT", body: body, length: 5), default);
        string request = await served;
        Assert.Contains("Content-Length: 5\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("chunked", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_GetWithABodyThatIsEmpty_SendsNone()
    {
        Task<string> served = _server.ServeAsync(HeadEnd, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var pipe = new Pipe();
        Task<OutboundResponse> sending = _sender.SendAsync(New("GET", body: pipe.Reader), default);
        await pipe.Writer.CompleteAsync();
        using OutboundResponse response = await sending;
        string request = await served;
        Assert.DoesNotContain("chunked", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_BodyBrokenOff_FailsTheCallWithItsError()
    {
        _ = _server.ServeAsync("never", null);
        var pipe = new Pipe();
        Task<OutboundResponse> sending = _sender.SendAsync(New("POST", body: pipe.Reader), default);
        await pipe.Writer.WriteAsync("x"u8.ToArray());
        await pipe.Writer.CompleteAsync(new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestBodySize)));
        Assert.Equal(HttpErrorKind.HttpRequestBodySize, await ErrorOf(sending));
    }

    [Fact]
    public async Task Send_AddressThatPolicyForbids_ConnectsNowhere()
    {
        _isAllowed = false;
        Assert.Equal(HttpErrorKind.DestinationIpProhibited, await ErrorOf(_sender.SendAsync(New("GET"), default)));
        Assert.Equal(["127.0.0.1 127.0.0.1"], _asked);
    }

    [Fact]
    public async Task Send_NameWithSeveralAddresses_AsksAboutEach()
    {
        _isAllowed = false;
        IPAddress[] addresses = await Dns.GetHostAddressesAsync("localhost");
        Task<OutboundResponse> sending = _sender.SendAsync(New("GET", authority: "localhost:1"), default);
        Assert.Equal(HttpErrorKind.DestinationIpProhibited, await ErrorOf(sending));
        Assert.Equal(addresses.Select(a => $"localhost {a}"), _asked);
    }

    [Fact]
    public async Task Send_NobodyListens_IsRefused()
    {
        using var unused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Task<OutboundResponse> sending = _sender.SendAsync(New("GET", authority: unused.LocalEndPoint!.ToString()!), default);
        Assert.Equal(HttpErrorKind.ConnectionRefused, await ErrorOf(sending));
    }

    [Fact]
    public async Task Send_NoAnswer_TimesOut()
    {
        _ = _server.ServeAsync(HeadEnd, null);
        Task<OutboundResponse> sending = _sender.SendAsync(New("GET", firstByte: TimeSpan.FromMilliseconds(50)), default);
        Assert.Equal(HttpErrorKind.ConnectionReadTimeout, await ErrorOf(sending));
    }

    [Fact]
    public async Task Send_Cancelled_EndsTheCall()
    {
        Task<string> served = _server.ServeAsync(HeadEnd, null);
        using var cancel = new CancellationTokenSource();
        Task<OutboundResponse> sending = _sender.SendAsync(New("GET"), cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal(HttpErrorKind.ConnectionTerminated, await ErrorOf(sending));
    }

    [Theory]
    [InlineData("not http\r\n\r\n", "HttpProtocolError")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-L", "HttpResponseIncomplete")]
    public async Task Send_AnswerThatIsNone_SaysWhatIsWrong(string answer, string kind)
    {
        _ = _server.ServeAsync(HeadEnd, answer);
        Assert.Equal(Enum.Parse<HttpErrorKind>(kind), await ErrorOf(_sender.SendAsync(New("GET"), default)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_OverTls_TrustsWhatItIsToldToTrust(bool isTrusted)
    {
        Task serving = _server.ServeTlsAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var trusting = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=loopback",
        };
        using var sender = new SocketsOutboundHttp(new SocketsOutboundHttpOptions { Tls = isTrusted ? trusting : null });
        Task<OutboundResponse> sending = sender.SendAsync(New("GET", scheme: "https"), default);
        if (isTrusted)
        {
            using OutboundResponse response = await sending;
            Assert.Equal("ok", await ReadAsync(response.Body));
            await serving;
        }
        else
        {
            Assert.Equal(HttpErrorKind.TlsCertificateError, await ErrorOf(sending));
        }
    }

    [Fact]
    public async Task Body_CutOff_IsIncomplete()
    {
        _ = _server.ServeAsync(HeadEnd, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        using OutboundResponse response = await _sender.SendAsync(New("GET"), default);
        var e = await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(response.Body));
        Assert.Equal(HttpErrorKind.HttpResponseIncomplete, HttpErrors.From(e).Kind);
    }

    [Theory]
    [InlineData("ftp", "127.0.0.1:1", "HttpRequestUriInvalid")]
    [InlineData("http", "", "HttpRequestUriInvalid")]
    public void Send_UriThatIsNone_IsRefusedAtOnce(string scheme, string authority, string kind)
    {
        OutboundRequest request = New("GET", scheme: scheme, authority: authority);
        var e = Assert.Throws<HttpErrorException>(() => { _ = _sender.SendAsync(request, default); });
        Assert.Equal(Enum.Parse<HttpErrorKind>(kind), e.Error.Kind);
    }

    private static async Task<HttpErrorKind> ErrorOf(Task<OutboundResponse> sending) =>
        (await Assert.ThrowsAsync<HttpErrorException>(() => sending)).Error.Kind;

    private static async Task<string> ReadAsync(PipeReader reader)
    {
        using var all = new MemoryStream();
        await reader.CopyToAsync(all);
        return Encoding.Latin1.GetString(all.ToArray());
    }

    private OutboundRequest New(
        string method,
        string path = "/",
        HeaderList? headers = null,
        PipeReader? body = null,
        long? length = null,
        TimeSpan? firstByte = null,
        string? authority = null,
        string scheme = "http") => new()
        {
            Method = method,
            Scheme = scheme,
            Authority = authority ?? _server.Authority,
            PathAndQuery = path,
            Headers = headers ?? [],
            Body = body,
            ContentLength = length,
            FirstByteTimeout = firstByte,
        };
}
