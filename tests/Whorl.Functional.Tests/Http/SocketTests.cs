using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Http;

/// <summary>Sockets of components, under the rules of their manifest.</summary>
public sealed class SocketTests : IDisposable
{
    private static readonly string s_service = Guests.Require("tests/guests/service/service.wasm");

    private readonly TcpListener _peer = new(IPAddress.Loopback, 0);

    public SocketTests() => _peer.Start();

    private int Port => ((IPEndPoint)_peer.LocalEndpoint).Port;

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task Connect_ToAnAddressThatTheManifestNames_IsMade()
    {
        await using ServedApp app = await StartAsync($"tcp://127.0.0.1:{Port}");
        Assert.Equal("0", await ConnectAsync(app));
    }

    [Fact]
    public async Task Connect_ToAnotherPort_IsDeniedAndExplained()
    {
        await using ServedApp app = await StartAsync("tcp://127.0.0.1:1");
        Assert.Equal("100", await ConnectAsync(app));
        string line = await app.Log.LineAsync($"disallowed destination 'tcp://127.0.0.1:{Port}'");
        Assert.Contains("component `service`", line, StringComparison.Ordinal);
        Assert.Contains($"add \"tcp://127.0.0.1:{Port}\" to `allowed_outbound_hosts` of [component.service]", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ToABlockedNetwork_IsDeniedWhateverTheManifestSays()
    {
        await using ServedApp app = await StartAsync("*://*:*", blockPrivate: true);
        Assert.Equal("100", await ConnectAsync(app));
        await app.Log.LineAsync("`block_networks`");
    }

    [Fact]
    public async Task Create_MoreSocketsThanTheLimit_IsRefused()
    {
        await using ServedApp app = await StartAsync("*://*:*", limits: "outbound-connections = 0");
        Assert.Equal("214", await ConnectAsync(app));
    }

    private static Task<ServedApp> StartAsync(string allowed, bool blockPrivate = false, string limits = "") => ServedApp.StartAsync(
        $"""
        [[trigger.http]]
        route = "/..."
        component = "service"

        [component.service]
        source = '{s_service}'
        allowed_outbound_hosts = ["{allowed}"]

        [component.service.tool.whorl.limits]
        {limits}
        """,
        options: o => o with { BlockedNetworks = new Whorl.Apps.Network.BlockedNetworks([], blockPrivate) });

    private async Task<string> ConnectAsync(ServedApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/tcp");
        request.Headers.Add("x-target", Port.ToString(CultureInfo.InvariantCulture));
        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
