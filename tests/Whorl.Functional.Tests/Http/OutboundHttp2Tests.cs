using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Text;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Triggers.Listening;
using Whorl.Wasi.Http;

namespace Whorl.Functional.Tests.Http;

/// <summary>The sender of guests' requests against a server that speaks HTTP/2.</summary>
public sealed class OutboundHttp2Tests
{
    [Fact]
    public async Task Send_OverTls_StreamsBothWaysAtOnce()
    {
        using var certificate = new TestCertificate();
        await using ServedApp app = await ServedApp.FixtureAsync(listen: Listen(certificate));
        using SocketsOutboundHttp sender = Sender();
        var pipe = new Pipe();
        Task<OutboundResponse> sending = sender.SendAsync(Request(app, "POST", "/echo", pipe.Reader), CancellationToken.None);
        await pipe.Writer.WriteAsync("ping"u8.ToArray());

        // Only HTTP/2 answers while the request goes on: over HTTP/1.1 this would wait for ever.
        using OutboundResponse response = await sending;
        ReadResult first = await response.Body.ReadAsync();
        Assert.Equal("ping", Encoding.UTF8.GetString(first.Buffer));
        response.Body.AdvanceTo(first.Buffer.End);

        await pipe.Writer.CompleteAsync();
        ReadResult last = await response.Body.ReadAsync();
        Assert.Equal((0, true), (last.Buffer.Length, last.IsCompleted));
    }

    [Fact]
    public async Task Send_OverTls_GivesTheTrailers()
    {
        using var certificate = new TestCertificate();
        await using ServedApp app = await ServedApp.FixtureAsync(listen: Listen(certificate));
        using SocketsOutboundHttp sender = Sender();

        using OutboundResponse response = await sender.SendAsync(Request(app, "GET", "/trailers", body: null), CancellationToken.None);
        using var body = new MemoryStream();
        await response.Body.CopyToAsync(body);

        Assert.Equal("body\n", Encoding.UTF8.GetString(body.ToArray()));
        Assert.Equal("x-checksum=42", string.Join(' ', response.ReadTrailers()!.Select(f => $"{f.Name}={f.Text}")));
    }

    private static SocketsOutboundHttp Sender() => new(new SocketsOutboundHttpOptions
    {
        Tls = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
        },
    });

    private static OutboundRequest Request(ServedApp app, string method, string path, PipeReader? body) => new()
    {
        Method = method,
        Scheme = "https",
        Authority = new Uri(app.BaseUrl).Authority,
        PathAndQuery = path,
        Headers = [],
        Body = body,
    };

    private static HttpListenOptions Listen(TestCertificate certificate) => new()
    {
        Address = new IPEndPoint(IPAddress.Loopback, 0),
        TlsCertificatePath = certificate.CertificatePath,
        TlsKeyPath = certificate.KeyPath,
    };
}
