using Whorl.Capabilities.Tests.Servers;
using Whorl.Triggers.Tests.Infrastructure;

namespace Whorl.Triggers.Tests.Mqtt;

public sealed class MqttTriggerTests(MosquittoServer server) : IClassFixture<MosquittoServer>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Message_OfATopic_ReachesEveryComponentThatListens(int quality)
    {
        await using EventApp app = await StartAsync($"qos = \"{quality}\"");

        await PublishAsync("rooms/1/lamp", "on", quality);
        await PublishAsync("doors/1", "open", quality);

        await app.Output.LinesAsync("mqtt rooms/1/lamp on", "mqtt rooms/1/lamp on");
        Assert.DoesNotContain("mqtt doors/1 open", app.Output.Lines);
    }

    [Theory]
    [InlineData("fail", "Error: test-app/events returned the error `as it was told`: a message of the topic rooms/1/lamp is lost (trigger events-mqtt-trigger)")]
    [InlineData("fail", "Error: test-app/events3 returned the error `as it was told`: a message of the topic rooms/1/lamp is lost (trigger events3-mqtt-trigger)")]
    [InlineData("trap", "Error: test-app/events trapped: a message of the topic rooms/1/lamp is lost (trigger events-mqtt-trigger)")]
    public async Task Message_OfQuality0ThatIsNotHandled_IsLoggedWithItsTopic(string message, string line)
    {
        await using EventApp app = await StartAsync();

        await PublishAsync("rooms/1/lamp", message);

        Assert.Equal(line, await app.Log.LineAsync(line));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Message_ThatIsNotHandled_IsGivenAgain(int quality)
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync($"qos = {quality}", gate);

        gate.Answer(1, status: 500);
        await PublishAsync("rooms/1/lamp", $"hold {gate.Authority}", quality);
        await gate.ReceivedAsync(1);
        await app.Log.LineAsync(
            "Warning: test-app/events returned the error `as it was told`: a message of the topic rooms/1/lamp is given to it again in",
            "s (trigger events-mqtt-trigger, attempt 1)");
        gate.Answer(1);
        await gate.ReceivedAsync(1);

        await app.Triggers.StopAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(app.Log.Lines, l => l.Contains("attempt 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_NotHandledAfterAllAttempts_IsGivenUp()
    {
        await using EventApp app = await StartAsync("qos = 1\nattempts = 2");

        await PublishAsync("rooms/1/lamp", "fail");

        await app.Log.LineAsync("Error: test-app/events returned the error `as it was told`: a message of the topic rooms/1/lamp is lost");
        const string line = "mqtt rooms/1/lamp fail";
        await app.Output.LinesAsync(line, line, line);
        Assert.Equal([line, line, line], app.Output.Lines);
    }

    [Fact]
    public async Task Messages_MoreThanTheBound_WaitForTheirTurn()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("concurrency = 2", gate);

        for (int i = 0; i < 6; i++)
        {
            await PublishAsync("rooms/1/lamp", $"hold {gate.Authority}");
        }

        await PublishAsync("rooms/1/lamp", "last");
        await gate.ReceivedAsync(2);
        gate.Answer(6);
        await gate.ReceivedAsync(4);
        await app.Output.LinesAsync("mqtt rooms/1/lamp last", "mqtt rooms/1/lamp last");
        Assert.Equal(2, gate.MostAtOnce);
    }

    [Fact]
    public async Task Stop_LetsMessagesUnderWayFinish()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("qos = 1", gate);
        await PublishAsync("rooms/1/lamp", $"hold {gate.Authority}");
        await gate.ReceivedAsync(1);

        Task stopped = app.Triggers.StopAsync(TimeSpan.FromMinutes(1));
        Assert.False(stopped.IsCompleted);
        gate.Answer(1);

        await stopped;
        Assert.DoesNotContain(app.Log.Lines, l => l.StartsWith("Warning: test-app/events ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Address_ThatIsNone_KeepsTheAppFromStarting()
    {
        TriggerException failure = await Assert.ThrowsAsync<TriggerException>(() => EventApp.StartAsync(Manifest("http://127.0.0.1")));

        Assert.Equal("`address` in [application.trigger.mqtt] of test-app is `http://127.0.0.1`, which is no address", failure.Message);
    }

    internal static string Manifest(string address, string trigger = "", GateServer? gate = null, string app = "") => $"""
        [application.trigger.mqtt]
        address = "{address}"
        {app}

        [[trigger.mqtt]]
        topic = "rooms/+/lamp"
        component = "events"
        {trigger}

        [[trigger.mqtt]]
        topic = "rooms/#"
        component = "events3"

        [component.events]
        source = '{EventApp.Events}'
        allowed_outbound_hosts = ["http://{gate?.Authority ?? "127.0.0.1:1"}"]

        [component.events3]
        source = '{EventApp.Events3}'
        """;

    private Task<EventApp> StartAsync(string trigger = "", GateServer? gate = null) => EventApp.StartAsync(Manifest(server.Url, trigger, gate));

    private Task PublishAsync(string topic, string message, int quality = 1) => Publisher.PublishAsync(server.Port, topic, message, quality);
}
