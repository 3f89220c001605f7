using System.Net;
using System.Net.Sockets;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Triggers.Listening;

namespace Whorl.Functional.Tests.Http;

public sealed class ProtocolTests
{
    [Theory]
    [InlineData("1.0")]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Request_WithoutTls_IsAnsweredInItsVersion(string version)
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using HttpClient client = app.CreateClient(Version.Parse(version));

        using HttpResponseMessage response = await client.GetAsync(new Uri("/path", UriKind.Relative));

        Assert.Equal("fixture /path\n", await response.Content.ReadAsStringAsync());
        Assert.Equal(version == "2.0" ? HttpVersion.Version20 : HttpVersion.Version11, response.Version);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Request_WithTls_NegotiatesItsVersion(string version)
    {
        using var certificate = new TestCertificate();
        await using ServedApp app = await ServedApp.FixtureAsync(listen: Tls(certificate));
        using HttpClient client = app.CreateClient(Version.Parse(version));

        using HttpResponseMessage response = await client.GetAsync(new Uri("/headers", UriKind.Relative));

        Assert.StartsWith("https://", app.BaseUrl, StringComparison.Ordinal);
        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Contains($"spin-full-url: {app.BaseUrl}/headers\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_OnOneConnection_AreAnsweredInOrder()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);

        await connection.SendAsync(
            "GET /one HTTP/1.1\r\nHost: x\r\n\r\nGET /two HTTP/1.1\r\nHost: x\r\n\r\nGET /three HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        string answers = await connection.ReadToEndAsync();
        int[] places = [.. new[] { "fixture /one", "fixture /two", "fixture /three" }.Select(t => answers.IndexOf(t, StringComparison.Ordinal))];
        Assert.True(places[0] > 0 && places[0] < places[1] && places[1] < places[2], answers);
    }

    [Fact]
    public async Task Streams_OfOneHttp2Connection_RunAtTheSameTime()
    {
        using var server = new HeldServer();
        await using ServedApp app = await ServedApp.FixtureAsync($"""allowed_outbound_hosts = ["http://{server.Authority}"]""");
        using HttpClient client = app.CreateClient(HttpVersion.Version20);
        Task<string>[] waiting = [.. Enumerable.Range(0, 20).Select(_ => client.GetStringAsync(new Uri($"/fetch/{server.Authority}/", UriKind.Relative)))];
        await server.ReceivedAsync(20);

        Assert.Equal("fixture /\n", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
        server.Release();
        Assert.All(await Task.WhenAll(waiting), text => Assert.Equal("released", text));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", "400")]
    [InlineData("PRICELESS / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "200")]
    public async Task Request_OfAStrangeForm_GetsAnAnswer(string request, string status)
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);

        await connection.SendAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_InUse_IsReportedWithWhatToDo()
    {
        await using ServedApp first = await ServedApp.FixtureAsync();

        ListenException failure = await Assert.ThrowsAsync<ListenException>(
            () => ServedApp.FixtureAsync(listen: new HttpListenOptions { Address = first.Address }));

        Assert.Equal($"{first.Address} is already in use. To have Whorl search for a free port, use the --find-free-port option.", failure.Message);
    }

    [Fact]
    public async Task Port_InUse_IsPassedOverWhenAFreeOneWillDo()
    {
        await using ServedApp first = await ServedApp.FixtureAsync();
        await using ServedApp second = await ServedApp.FixtureAsync(listen: new HttpListenOptions { Address = first.Address, FindFreePort = true });

        Assert.InRange(second.Address.Port, first.Address.Port + 1, first.Address.Port + 9);
        Assert.Equal(200, await second.GetStatusAsync("/"));
    }

    [Fact]
    public async Task Certificate_WithoutItsKey_IsRefused()
    {
        using var certificate = new TestCertificate();

        ListenException missing = await Assert.ThrowsAsync<ListenException>(
            () => ServedApp.FixtureAsync(listen: Tls(certificate) with { TlsKeyPath = null }));
        ListenException wrong = await Assert.ThrowsAsync<ListenException>(
            () => ServedApp.FixtureAsync(listen: Tls(certificate) with { TlsKeyPath = certificate.CertificatePath }));

        Assert.Contains("--tls-key", missing.Message, StringComparison.Ordinal);
        Assert.Contains(certificate.CertificatePath, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_LetsRequestsUnderWayFinish()
    {
        using var server = new HeldServer();
        await using ServedApp app = await ServedApp.FixtureAsync($"""allowed_outbound_hosts = ["http://{server.Authority}"]""");
        Task<string> underWay = app.GetTextAsync($"/fetch/{server.Authority}/");
        await server.ReceivedAsync(1);

        Task stopped = app.StopAsync(Patience.Long);
        Assert.False(stopped.IsCompleted);
        server.Release();

        Assert.Equal("released", await underWay);
        await stopped.WaitAsync(Patience.Long);
        using RawConnectionAttempt attempt = await RawConnectionAttempt.MakeAsync(app.Address);
        Assert.Equal(SocketError.ConnectionRefused, attempt.Error);
    }

    [Fact]
    public async Task Stop_BreaksOffWhatDoesNotFinish()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        Task<HttpResponseMessage> hanging = app.GetAsync("/hang");
        while (app.App.Statistics.Blocked == 0)
        {
            await Task.Yield();
        }

        await app.StopAsync(TimeSpan.Zero).WaitAsync(Patience.Long);

        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    private static HttpListenOptions Tls(TestCertificate certificate) => new()
    {
        Address = new IPEndPoint(IPAddress.Loopback, 0),
        TlsCertificatePath = certificate.CertificatePath,
        TlsKeyPath = certificate.KeyPath,
    };
}
