using System.Net;
using System.Net.Http.Headers;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Http;

public sealed class BodyTests
{
    [Theory]
    [InlineData("/echo", 0)]
    [InlineData("/echo", 1)]
    [InlineData("/echo", 3_000_000)]
    [InlineData("/splice", 3_000_000)]
    public async Task Body_Echoed_ComesBackWhole(string path, int length)
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        byte[] body = Bytes(length);

        using HttpResponseMessage response = await app.Client.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(body));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Body_OfUnknownLength_IsReadToItsEnd()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/count") { Content = new ByteArrayContent(Bytes(100_000)) };
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal("100000\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_Streamed_ReachesTheGuestPieceByPiece()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);

        await connection.SendAsync("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
        Assert.EndsWith("first", await connection.ReadUntilAsync("first"), StringComparison.Ordinal);
        await connection.SendAsync("6\r\nsecond\r\n0\r\n\r\n");

        Assert.EndsWith("second", await connection.ReadUntilAsync("second"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_LargerThanItsLimit_IsRefusedBeforeTheGuestRuns()
    {
        await using ServedApp app = await ServedApp.FixtureAsync(limits: """request-body = "1KiB" """);

        using HttpResponseMessage response = await app.Client.PostAsync(new Uri("/count", UriKind.Relative), new ByteArrayContent(Bytes(2000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Body_ThatTheGuestDoesNotRead_DoesNotHoldUpTheConnection()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();

        using HttpResponseMessage response = await app.Client.PostAsync(new Uri("/early", UriKind.Relative), new ByteArrayContent(Bytes(200_000)));

        Assert.Equal("did not read the body\n", await response.Content.ReadAsStringAsync());
        Assert.Equal(200, await app.GetStatusAsync("/"));
    }

    [Fact]
    public async Task Response_LargerThanAnyBuffer_ComesWhole()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();

        using HttpResponseMessage response = await app.GetAsync("/big/8192");

        byte[] body = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(8192 * 1024, body.Length);
    }

    [Theory]
    [InlineData("1.1", 5)]
    [InlineData("1.1", 20_000)]
    [InlineData("2.0", 20_000)]
    public async Task Response_OfAnAnnouncedLength_ComesWholeWhenItsHeadWasSentBefore(string version, int length)
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using HttpClient client = app.CreateClient(Version.Parse(version));

        using HttpResponseMessage response = await client.GetAsync(new Uri($"/announced/{length}", UriKind.Relative));

        Assert.Equal(length, response.Content.Headers.ContentLength);
        Assert.Equal(length, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Trailers_OverHttp2_FollowTheBody()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using HttpClient client = app.CreateClient(HttpVersion.Version20);

        using HttpResponseMessage response = await client.GetAsync(new Uri("/trailers", UriKind.Relative));

        Assert.Equal("body\n", await response.Content.ReadAsStringAsync());
        Assert.Equal(["42"], response.TrailingHeaders.GetValues("x-checksum"));
    }

    [Fact]
    public async Task Expectation_OfContinue_IsMetBeforeTheBody()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new StringContent("body", new MediaTypeHeaderValue("text/plain")) };
        request.Headers.ExpectContinue = true;

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal("body", await response.Content.ReadAsStringAsync());
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
