using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Http;

/// <summary>Components for the release candidates of WASI 0.2.0.</summary>
public sealed class CandidateTests
{
    private static readonly string s_october = Guests.Require("tests/guests/october/october.wasm");
    private static readonly string s_november = Guests.Require("tests/guests/november/november.wasm");

    [Theory]
    [InlineData("/hello", "Hello from November\n")]
    [InlineData("/timeouts", "1000 2000 0 ")]
    [InlineData("/ipv6", "102 102 102 102 1 0 1 102 ")]
    public async Task November_Path_Answers(string path, string expected)
    {
        await using ServedApp app = await StartAsync(s_november);
        Assert.Equal(expected, await app.GetTextAsync(path));
    }

    [Fact]
    public async Task November_Body_IsEchoed_AndHasNoTrailers()
    {
        await using ServedApp app = await StartAsync(s_november);
        Assert.Equal(new string('x', 200_000) + "\ntrailers: 0 ", await PostAsync(app, "/echo", new string('x', 200_000)));
    }

    [Fact]
    public async Task November_TrailersTakenTwice_Trap()
    {
        await using ServedApp app = await StartAsync(s_november);
        using HttpResponseMessage response = await app.GetAsync("/again");
        await app.Log.LineAsync("test-app/guest", "future-trailers.get again");
    }

    [Fact]
    public async Task October_Fields_AreSentAsTheGuestMadeThem()
    {
        await using ServedApp app = await StartAsync(s_october);
        using HttpResponseMessage response = await app.GetAsync("/hello");
        Assert.Equal((HttpStatusCode.Created, "Hello from October\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(["october"], response.Headers.GetValues("x-guest"));
        Assert.Equal(["a", "b", "c"], response.Headers.GetValues("x-two"));
        Assert.False(response.Headers.Contains("x-gone"));
    }

    [Theory]
    [InlineData("/clock", "1 1 ")]
    [InlineData("/files", "0 0 133 100 120 127 127 127 127 127 127 127 ")]
    [InlineData("/tcp", "102 1 102 1 1 33 ")]
    [InlineData("/lookup", "1 0 ")]
    public async Task October_Path_Answers(string path, string expected)
    {
        await using ServedApp app = await StartAsync(s_october);
        Assert.Equal(expected, await app.GetTextAsync(path));
    }

    [Theory]
    [InlineData("/echo", "some text", "some text9 0 ")]
    [InlineData("/echo", "", "0 0 ")]
    [InlineData("/splice", "some text", "some 5 ")]
    public async Task October_Streams_AreHandedOn(string path, string body, string expected)
    {
        await using ServedApp app = await StartAsync(s_october);
        Assert.Equal(expected, await PostAsync(app, path, body));
    }

    [Fact]
    public async Task October_LargeBody_IsForwarded()
    {
        await using ServedApp app = await StartAsync(s_october);
        Assert.Equal(new string('x', 5_000_000) + "5000000 0 ", await PostAsync(app, "/echo", new string('x', 5_000_000)));
    }

    [Theory]
    [InlineData("/fail", "no luck")]
    [InlineData("/bad-header", "fields with entries that are not allowed")]
    [InlineData("/bad-status", "an outgoing-response with the status 99")]
    public async Task October_NoResponse_Is500_AndExplained(string path, string logged)
    {
        await using ServedApp app = await StartAsync(s_october);
        Assert.Equal(500, await app.GetStatusAsync(path));
        await app.Log.LineAsync("test-app/guest", logged);
    }

    [Fact]
    public async Task October_OutboundRequest_IsSent()
    {
        await using ServedApp target = await ServedApp.FixtureAsync();
        await using ServedApp app = await StartAsync(s_october, $"http://127.0.0.1:{target.Address.Port}");
        Assert.Equal("200 ", await AskAsync(app, "/out", $"127.0.0.1:{target.Address.Port}"));
    }

    [Theory]
    [InlineData("127.0.0.1:1", "103 ")] // denied: unexpected-error
    public async Task October_OutboundRequest_ThatFails_HasAnError(string target, string expected)
    {
        await using ServedApp app = await StartAsync(s_october);
        Assert.Equal(expected, await AskAsync(app, "/out", target));
    }

    [Fact]
    public async Task October_Datagrams_AreExchanged_ConnectedOrNot()
    {
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)peer.Client.LocalEndPoint!).Port;
        await using ServedApp app = await StartAsync(s_october, $"udp://127.0.0.1:{port}");
        Task answers = Task.Run(async () =>
        {
            for (int i = 0; i < 2; i++)
            {
                UdpReceiveResult received = await peer.ReceiveAsync(TestContext.Current.CancellationToken);
                await peer.SendAsync(new byte[7], received.RemoteEndPoint, TestContext.Current.CancellationToken);
            }
        });
        Assert.Equal("102 109 1 7 102 109 0 1 7 ", await AskAsync(app, "/udp", port.ToString(CultureInfo.InvariantCulture)));
        await answers;
    }

    private static Task<ServedApp> StartAsync(string guest, string allowed = "udp://127.0.0.1:1") => ServedApp.StartAsync(
        $"""
        [[trigger.http]]
        route = "/..."
        component = "guest"

        [component.guest]
        source = '{guest}'
        files = ["page.txt"]
        allowed_outbound_hosts = ["{allowed}"]
        """,
        new Dictionary<string, string> { ["page.txt"] = "text" });

    private static async Task<string> PostAsync(ServedApp app, string path, string body)
    {
        using HttpResponseMessage response = await app.Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body));
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<string> AskAsync(ServedApp app, string path, string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "x-target", target } } };
        using HttpResponseMessage response = await app.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
