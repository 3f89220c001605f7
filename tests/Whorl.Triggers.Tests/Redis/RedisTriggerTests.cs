using System.Diagnostics;
using Whorl.Capabilities.Tests.Servers;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Tests.Infrastructure;

namespace Whorl.Triggers.Tests.Redis;

public sealed class RedisTriggerTests(RedisServer server) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task Message_OfAChannel_ReachesEveryComponentThatListens()
    {
        await using EventApp app = await StartAsync();

        await PublishAsync("jobs", "one");
        await PublishAsync("others", "two");

        await app.Output.LinesAsync("redis one", "redis one", "redis two");
    }

    [Theory]
    [InlineData("jobs", "fail", "", "Error: test-app/events returned an error: a message of the channel jobs is lost (trigger events-redis-trigger)")]
    [InlineData("jobs", "fail", "", "Error: test-app/events3 returned the error `as it was told`: a message of the channel jobs is lost (trigger plain)")]
    [InlineData("jobs", "trap", "", "Error: test-app/events trapped: a message of the channel jobs is lost (trigger events-redis-trigger)")]
    [InlineData("jobs", "loop", "cpu = '200ms'", "Error: test-app/events reached its limit `cpu`: a message of the channel jobs is lost (trigger events-redis-trigger)")]
    [InlineData("others", "forever", "wall = '1s'", "Error: test-app/events3 reached its limit `wall`: a message of the channel others is lost (trigger events3-redis-trigger)")]
    public async Task Message_ThatIsNotHandled_IsLoggedWithItsChannel(string channel, string message, string limits, string line)
    {
        await using EventApp app = await StartAsync(limits: limits);

        await PublishAsync(channel, message);

        Assert.Equal(line, await app.Log.LineAsync(line));
    }

    [Fact]
    public async Task Message_HasASpan_AroundThatOfTheGuest()
    {
        using var spans = new SpanRecorder("channel-with-spans");
        await using EventApp app = await EventApp.StartAsync($"""
            [[trigger.redis]]
            address = "{server.Url}"
            channel = "channel-with-spans"
            component = "events"
            [component.events]
            source = '{EventApp.Events}'
            """);

        await PublishAsync("channel-with-spans", "fail");

        (Activity message, Activity guest) = await spans.Recorded.WaitAsync(Patience.Long);
        Assert.Equal(("channel-with-spans receive", ActivityKind.Consumer, ActivityStatusCode.Error), (message.DisplayName, message.Kind, message.Status));
        Assert.Equal("redis", message.GetTagItem("messaging.system"));
        Assert.Equal("execute_wasm_component events", guest.DisplayName);
        Assert.Equal(message.SpanId, guest.ParentSpanId);
    }

    [Fact]
    public async Task Messages_MoreThanTheBound_WaitForTheirTurn()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("concurrency = 2", gate);

        for (int i = 0; i < 6; i++)
        {
            await PublishAsync("jobs", $"hold {gate.Authority}");
        }

        await PublishAsync("jobs", "last");
        await gate.ReceivedAsync(2);
        gate.Answer(6);
        await app.Output.LinesAsync("redis last");
        await gate.ReceivedAsync(4);
        Assert.Equal(2, gate.MostAtOnce);
    }

    [Fact]
    public async Task Component_ThatIsSlow_HoldsUpNoOther()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("concurrency = 1", gate);

        await PublishAsync("jobs", $"hold {gate.Authority}");
        await gate.ReceivedAsync(1);
        await PublishAsync("jobs", "next");
        await app.Output.LinesAsync("redis next");

        Assert.Single(app.Output.Lines, "redis next");
        gate.Answer(1);
        await app.Output.LinesAsync("redis next", "redis next");
    }

    [Fact]
    public async Task Stop_LetsMessagesUnderWayFinish_AndTakesNoMore()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("", gate);
        await PublishAsync("jobs", $"hold {gate.Authority}");
        await gate.ReceivedAsync(1);

        Task stopped = app.Triggers.StopAsync(TimeSpan.FromMinutes(1));
        Assert.False(stopped.IsCompleted);
        gate.Answer(1);

        await stopped;
        Assert.Equal("0", await PublishAsync("jobs", "too late"));
        Assert.DoesNotContain(app.Log.Lines, l => l.Contains("is lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_WhenPatienceIsOver_BreaksOffWhatIsUnderWay()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("", gate);
        await PublishAsync("jobs", $"hold {gate.Authority}");
        await gate.ReceivedAsync(1);

        await app.Triggers.StopAsync(TimeSpan.FromMilliseconds(1));

        await app.Log.LineAsync("test-app/events was ended, because the app is being stopped: a message of the channel jobs is lost");
    }

    [Fact]
    public async Task Address_WithVariables_IsFilledIn()
    {
        await using EventApp app = await EventApp.StartAsync($$$"""
            [variables]
            port = { default = "{{{server.Port}}}" }
            kind = { default = "of-variables" }
            [[trigger.redis]]
            address = "redis://127.0.0.1:{{ port }}"
            channel = "channel-{{ kind }}"
            component = "events"
            [component.events]
            source = '{{{EventApp.Events}}}'
            """);

        await PublishAsync("channel-of-variables", "here");

        await app.Output.LinesAsync("redis here");
    }

    [Theory]
    [InlineData("http://127.0.0.1:6379", "`address` of trigger `events-redis-trigger` of test-app is `http://127.0.0.1:6379`, which is no address: `http` is not a scheme of Redis: write redis:// or rediss://")]
    [InlineData("{{ secret }}", "`address` of trigger `events-redis-trigger` of test-app is made from `{{ secret }}`, which is no address: the url is not one: write redis://host:port")]
    public async Task Address_ThatIsNone_KeepsTheAppFromStarting(string address, string message)
    {
        TriggerException failure = await Assert.ThrowsAsync<TriggerException>(() => EventApp.StartAsync($$"""
            [variables]
            secret = { default = "not an address: hush", secret = true }
            [[trigger.redis]]
            address = '{{address}}'
            channel = "jobs"
            component = "events"
            [component.events]
            source = '{{EventApp.Events}}'
            """));

        Assert.Equal(message, failure.Message);
    }

    private Task<EventApp> StartAsync(string trigger = "", GateServer? gate = null, string limits = "", Func<AppRuntimeOptions, AppRuntimeOptions>? options = null) =>
        EventApp.StartAsync(Manifest(server.Url, trigger, gate, limits), options);

    internal static string Manifest(string address, string trigger = "", GateServer? gate = null, string limits = "") => $"""
        [application.trigger.redis]
        address = "{address}"

        [[trigger.redis]]
        channel = "jobs"
        component = "events"
        {trigger}

        [[trigger.redis]]
        id = "plain"
        channel = "jobs"
        component = "events3"

        [[trigger.redis]]
        channel = "others"
        component = "events3"

        [component.events]
        source = '{EventApp.Events}'
        allowed_outbound_hosts = ["http://{gate?.Authority ?? "127.0.0.1:1"}"]
        [component.events.tool.whorl.limits]
        {limits}

        [component.events3]
        source = '{EventApp.Events3}'
        [component.events3.tool.whorl.limits]
        {limits}
        """;

    /// <returns>How many listened.</returns>
    private Task<string> PublishAsync(string channel, string message) => RedisClient.SendAsync(server.Port, "PUBLISH", channel, message);
}
