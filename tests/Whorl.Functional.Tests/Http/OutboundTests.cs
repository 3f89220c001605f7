using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Http;

public sealed class OutboundTests
{
    [Fact]
    public async Task Call_ToAHostThatTheManifestNames_IsMade()
    {
        using var server = new HeldServer();
        server.Release();
        await using ServedApp app = await ServedApp.FixtureAsync($"""allowed_outbound_hosts = ["http://{server.Authority}"]""");

        Assert.Equal("released", await app.GetTextAsync($"/fetch/{server.Authority}/path"));
    }

    [Fact]
    public async Task Call_ToAnyOtherHost_IsDeniedAndExplained()
    {
        await using ServedApp app = await ServedApp.FixtureAsync("""allowed_outbound_hosts = ["http://127.0.0.1:1"]""");

        Assert.Equal(502, await app.GetStatusAsync("/fetch/127.0.0.1:2/"));

        string line = await app.Log.LineAsync("A component tried to make an outbound network connection to disallowed destination 'http://127.0.0.1:2'");
        Assert.Contains("add \"http://127.0.0.1:2\" to `allowed_outbound_hosts` of [component.fixture]", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ToABlockedNetwork_IsRefusedWhateverTheManifestSays()
    {
        using var server = new HeldServer();
        server.Release();
        await using ServedApp app = await ServedApp.FixtureAsync(
            """allowed_outbound_hosts = ["http://*:*"]""",
            options: o => o with { BlockedNetworks = new Whorl.Apps.Network.BlockedNetworks([], blockPrivate: true) });

        Assert.Equal(502, await app.GetStatusAsync($"/fetch/{server.Authority}/"));
        Assert.Equal(502, await app.GetStatusAsync($"/fetch/localhost:{server.Authority.Split(':')[1]}/"));
        await app.Log.LineAsync($"component `fixture` of app `test-app` may not connect to http://{server.Authority} (http): `block_networks` of [outbound_networking]");
    }

    [Fact]
    public async Task Call_ToAHostFromAVariable_IsAllowedByItsValue()
    {
        using var server = new HeldServer();
        server.Release();
        await using ServedApp app = await ServedApp.StartAsync(
            $$$"""
            [variables]
            upstream = { required = true }
            [[trigger.http]]
            route = "/..."
            component = "fixture"
            [component.fixture]
            source = '{{{Guests.Fixture}}}'
            allowed_outbound_hosts = ["{{ upstream }}"]
            """,
            options: o => o with
            {
                VariableProviders = [new Whorl.Apps.Variables.StaticVariableProvider("the test", [KeyValuePair.Create("upstream", $"http://{server.Authority}")])],
            });

        Assert.Equal("released", await app.GetTextAsync($"/fetch/{server.Authority}/"));
        Assert.Equal(502, await app.GetStatusAsync("/fetch/127.0.0.1:2/"));
    }

    [Fact]
    public async Task Call_ToAnotherComponent_IsAnsweredInProcess()
    {
        await using ServedApp app = await StartPairAsync("""["http://back.spin.internal"]""");

        Assert.Equal("fixture /some/path\n", await app.GetTextAsync("/fetch/back.spin.internal/some/path"));
        string headers = await app.GetTextAsync("/fetch/back.spin.internal/headers");
        Assert.Contains("spin-path-info: /headers\n", headers, StringComparison.Ordinal);
        Assert.Contains("spin-client-addr: 0.0.0.0:0\n", headers, StringComparison.Ordinal);
        Assert.Contains("spin-raw-component-route: /...\n", headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ToAnotherComponent_StreamsLargeBodies()
    {
        await using ServedApp app = await StartPairAsync("""["http://back.spin.internal"]""");

        using HttpResponseMessage response = await app.GetAsync("/fetch/back.spin.internal/big/4096");

        Assert.Equal(4096 * 1024, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData("/fetch/back.spin.internal/trap", 500)]
    [InlineData("/fetch/back.spin.internal/loop", 504)]
    public async Task Call_ToAComponentThatFails_GetsItsStatus(string path, int status)
    {
        await using ServedApp app = await StartPairAsync("""["http://back.spin.internal"]""");

        Assert.Equal(status, await app.GetStatusAsync(path));
    }

    [Fact]
    public async Task Call_ToAnotherComponentWithoutAGrant_IsDenied()
    {
        await using ServedApp app = await StartPairAsync("[]");

        Assert.Equal(502, await app.GetStatusAsync("/fetch/back.spin.internal/"));
        await app.Log.LineAsync("disallowed destination 'http://back.spin.internal'");
    }

    [Fact]
    public async Task Call_OfAComponentToItselfWithoutEnd_IsEnded()
    {
        await using ServedApp app = await ServedApp.FixtureAsync("""allowed_outbound_hosts = ["http://fixture.spin.internal"]""");
        string path = string.Concat(Enumerable.Repeat("/fetch/fixture.spin.internal", 30)) + "/";

        Assert.Equal(502, await app.GetStatusAsync(path));
        Assert.Equal(200, await app.GetStatusAsync("/fetch/fixture.spin.internal/"));
    }

    [Fact]
    public async Task Call_ToTheAppItself_GoesThroughItsRoutes()
    {
        await using ServedApp app = await ServedApp.StartAsync(
            $"""
            [[trigger.http]]
            route = "/fetch/..."
            component = "front"
            [[trigger.http]]
            route = "/fixed"
            static_response.body = "fixed"
            [component.front]
            source = '{Guests.Fixture}'
            allowed_outbound_hosts = ["http://self"]
            """);

        Assert.Equal("fixed", await app.GetTextAsync("/fetch/self.alt/fixed"));
        Assert.Equal(404, await app.GetStatusAsync("/fetch/self.alt/nowhere"));
    }

    private static Task<ServedApp> StartPairAsync(string allowed) => ServedApp.StartAsync(
        $"""
        [[trigger.http]]
        route = "/..."
        component = "front"
        [[trigger.http]]
        route = {"{ private = true }"}
        component = "back"
        [component.front]
        source = '{Guests.Fixture}'
        allowed_outbound_hosts = {allowed}
        [component.back]
        source = '{Guests.Fixture}'
        tool.whorl.limits.cpu = "100ms"
        """);
}
