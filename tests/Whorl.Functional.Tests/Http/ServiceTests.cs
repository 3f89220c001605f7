using System.Globalization;
using System.Net;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Runtime.Services;

namespace Whorl.Functional.Tests.Http;

/// <summary>Components of WASI 0.3, whose instances work on several requests.</summary>
public sealed class ServiceTests
{
    private static readonly string s_service = Guests.Require("tests/guests/service/service.wasm");

    [Fact]
    public async Task Requests_OneAfterAnother_ShareAnInstance()
    {
        await using ServedApp app = await StartAsync();
        Assert.Equal(["1", "2", "3"], [await app.GetTextAsync("/count"), await app.GetTextAsync("/count"), await app.GetTextAsync("/count")]);
    }

    [Fact]
    public async Task Instance_ServesAsManyRequestsAsItMay()
    {
        await using ServedApp app = await StartAsync(new ReuseOptions { MaxRequests = new(2) });
        Assert.Equal(["1", "2", "1"], [await app.GetTextAsync("/count"), await app.GetTextAsync("/count"), await app.GetTextAsync("/count")]);
    }

    [Fact]
    public async Task Requests_AtTheSameTime_ShareAnInstance_AsFarAsTheyMay()
    {
        await using ServedApp app = await StartAsync(new ReuseOptions { MaxConcurrent = new(4) });
        string[] waited = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => app.GetTextAsync("/wait")));
        Assert.All(waited, text => Assert.Equal("waited\n", text));
        string[] most = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.GetTextAsync("/most")));
        Assert.All(most, count => Assert.InRange(int.Parse(count, CultureInfo.InvariantCulture), 1, 4));
        Assert.Contains(most, count => int.Parse(count, CultureInfo.InvariantCulture) > 1);
    }

    [Fact]
    public async Task Bodies_StreamBothWays()
    {
        await using ServedApp app = await StartAsync();
        byte[] sent = new byte[3_000_000];
        Random.Shared.NextBytes(sent);
        using HttpResponseMessage echo = await app.Client.PostAsync(new Uri("/echo", UriKind.Relative), new ByteArrayContent(sent));
        Assert.Equal(sent, await echo.Content.ReadAsByteArrayAsync());
        using HttpResponseMessage trailers = await app.GetAsync("/trailers");
        Assert.Equal("body", await trailers.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Trap_EndsItsInstance_AndTheNextRequestHasAnother()
    {
        await using ServedApp app = await StartAsync();
        Assert.Equal("1", await app.GetTextAsync("/count"));
        Assert.Equal(500, await app.GetStatusAsync("/trap"));
        await app.Log.LineAsync("test-app/service", "trapped");
        Assert.Equal("1", await app.GetTextAsync("/count"));
    }

    [Fact]
    public async Task NoResponse_Is500_AndLogged()
    {
        await using ServedApp app = await StartAsync();
        Assert.Equal(500, await app.GetStatusAsync("/none"));
        await app.Log.LineAsync("test-app/service", "task.return");
    }

    [Theory]
    [InlineData("/never", "wall = \"300ms\"", "limit wall")]
    [InlineData("/spin", "cpu = \"100ms\"", "limit cpu")]
    [InlineData("/yield", "cpu = \"100ms\"", "limit cpu")]
    [InlineData("/rearm", "cpu = \"100ms\"", "limit cpu")]
    [InlineData("/stubborn", "wall = \"300ms\"", "limit wall")]
    public async Task Request_BeyondItsTime_Is504_AndTheOthersAreServed(string path, string limit, string logged)
    {
        await using ServedApp app = await StartAsync(limits: limit);
        Assert.Equal(504, await app.GetStatusAsync(path));
        await app.Log.LineAsync("test-app/service", logged);
        Assert.Equal("Hello from a task!\n", await app.GetTextAsync("/hello"));
    }

    [Fact]
    public async Task Request_ThatYieldsForEver_LetsOthersHaveTheirTurns()
    {
        await using ServedApp app = await StartAsync(
            new ReuseOptions { MaxRequests = new(int.MaxValue), MaxConcurrent = new(100) }, "cpu = \"1h\"\nwall = \"1h\"");
        using var end = new CancellationTokenSource();
        Task[] greedy = [.. Enumerable.Range(0, 8).Select(_ => app.Client.GetAsync(new Uri("/yield", UriKind.Relative), end.Token))];

        for (int i = 0; i < 20; i++)
        {
            Assert.Equal("Hello from a task!\n", await app.GetTextAsync("/hello"));
        }

        Assert.All(greedy, request => Assert.False(request.IsCompleted));
        await end.CancelAsync();
    }

    [Fact]
    public async Task Requests_ThatComputeALittle_AreNotChargedForEachOther()
    {
        await using ServedApp app = await StartAsync(new ReuseOptions { MaxRequests = new(int.MaxValue) }, "cpu = \"50ms\"");
        Assert.Equal("1", await app.GetTextAsync("/count"));

        for (int i = 0; i < 3000; i++)
        {
            Assert.Equal("Hello from a task!\n", await app.GetTextAsync("/hello"));
        }

        // A request that comes while the thread of the one before has not left its instance gets another: two may have shared them.
        Assert.InRange(int.Parse(await app.GetTextAsync("/count"), CultureInfo.InvariantCulture), 100, 3002);
    }

    [Fact]
    public async Task Request_ThatComputesOnAfterItsResponse_IsEndedAndLogged()
    {
        await using ServedApp app = await StartAsync(limits: "cpu = \"100ms\"");

        Assert.Equal(202, await app.GetStatusAsync("/haunt"));

        await app.Log.LineAsync("test-app/service", "limit cpu");
        Assert.Equal("1", await app.GetTextAsync("/count"));
    }

    [Fact]
    public async Task Calls_OfAServiceToItself_AreBounded()
    {
        await using ServedApp app = await StartAsync(lines: """allowed_outbound_hosts = ["http://service.spin.internal"]""");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/again") { Headers = { { "x-target", "service.spin.internal" } } };

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.LoopDetected, response.StatusCode);
    }

    [Fact]
    public async Task Queue_ThatIsFull_Is503()
    {
        await using ServedApp app = await StartAsync(
            new ReuseOptions { MaxConcurrent = new(1) }, "max-concurrency = 1\nqueue-length = 1\nwall = \"1s\"");
        HttpStatusCode[] statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using HttpResponseMessage response = await app.GetAsync("/never");
            return response.StatusCode;
        }));
        Assert.Equal(4, statuses.Count(s => s == HttpStatusCode.ServiceUnavailable));
        Assert.Equal(2, statuses.Count(s => s == HttpStatusCode.GatewayTimeout));
    }

    [Fact]
    public async Task Idle_InstancesEnd()
    {
        await using ServedApp app = await StartAsync(new ReuseOptions { MaxRequests = new(int.MaxValue), IdleMilliseconds = new(0) });
        Assert.Equal("1", await app.GetTextAsync("/count"));
        using var limit = new CancellationTokenSource(Patience.Long);
        while (await app.GetTextAsync("/count") != "1")
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static Task<ServedApp> StartAsync(ReuseOptions? reuse = null, string limits = "", string lines = "") => ServedApp.StartAsync(
        $"""
        [[trigger.http]]
        route = "/..."
        component = "service"

        [component.service]
        source = '{s_service}'
        {lines}

        [component.service.tool.whorl.limits]
        {limits}
        """,
        options: options => options with { Reuse = reuse ?? new ReuseOptions() });
}
