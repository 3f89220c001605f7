using System.Net;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Http;

/// <summary>Components of the first Spin SDKs, which take requests and give responses in one piece.</summary>
public sealed class InboundTests
{
    private static readonly string s_inbound = Guests.Require("tests/guests/inbound/inbound.wasm");

    [Theory]
    [InlineData("GET", "0")]
    [InlineData("POST", "1")]
    [InlineData("PUT", "2")]
    [InlineData("DELETE", "3")]
    [InlineData("PATCH", "4")]
    [InlineData("OPTIONS", "6")]
    public async Task Request_IsGivenWithMethodAndUri(string method, string number)
    {
        await using ServedApp app = await StartAsync();
        using HttpResponseMessage response = await SendAsync(app, method, "/hello/%20x?y=1");
        Assert.Equal($"{number} /hello/%20x?y=1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Response_HasTheGuestsHeaders_ButForThoseOfTheConnection()
    {
        await using ServedApp app = await StartAsync();
        using HttpResponseMessage response = await app.GetAsync("/hello");
        Assert.Equal(["a=1", "b=2"], response.Headers.GetValues("set-cookie"));
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("0 /hello".Length, response.Content.Headers.ContentLength);
        Assert.NotEqual(true, response.Headers.ConnectionClose);
    }

    [Fact]
    public async Task Head_GetsNoBody()
    {
        await using ServedApp app = await StartAsync();
        using HttpResponseMessage response = await SendAsync(app, "HEAD", "/hello");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["a=1", "b=2"], response.Headers.GetValues("set-cookie"));
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public async Task Body_IsHandedOverInOnePiece(int length)
    {
        await using ServedApp app = await StartAsync();
        byte[] sent = new byte[length];
        Random.Shared.NextBytes(sent);
        using HttpResponseMessage response = await app.Client.PostAsync(new Uri("/echo", UriKind.Relative), new ByteArrayContent(sent));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Headers_AreText()
    {
        await using ServedApp app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ask") { Headers = { { "x-ask", "what?" } } };
        using HttpResponseMessage response = await app.Client.SendAsync(request);
        Assert.Equal("what?", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "/nothing", 204)]
    [InlineData("GET", "/else", 404)]
    [InlineData("TRACE", "/hello", 405)]
    [InlineData("REPORT", "/hello", 405)]
    public async Task Request_IsAnsweredWithAStatus(string method, string path, int expected)
    {
        await using ServedApp app = await StartAsync();
        using HttpResponseMessage response = await SendAsync(app, method, path);
        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/bad-status", "the status 99")]
    [InlineData("/bad-header", "the header \"bad header\"")]
    [InlineData("/trap", "trapped")]
    public async Task Response_ThatCannotBeSent_Is500_AndExplained(string path, string logged)
    {
        await using ServedApp app = await StartAsync();
        Assert.Equal(500, await app.GetStatusAsync(path));
        await app.Log.LineAsync("test-app/inbound", logged);
    }

    [Fact]
    public async Task Body_LargerThanTheComponentsMemory_Is413()
    {
        await using ServedApp app = await StartAsync("memory = \"17MiB\"");
        using HttpResponseMessage response = await app.Client.PostAsync(new Uri("/echo", UriKind.Relative), new ByteArrayContent(new byte[18 << 20]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static Task<ServedApp> StartAsync(string limits = "") => ServedApp.StartAsync(
        $"""
        [[trigger.http]]
        route = "/..."
        component = "inbound"

        [component.inbound]
        source = '{s_inbound}'

        [component.inbound.tool.whorl.limits]
        {limits}
        """);

    private static async Task<HttpResponseMessage> SendAsync(ServedApp app, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await app.Client.SendAsync(request);
    }
}
