using Whorl.Triggers.Tests.Infrastructure;

namespace Whorl.Triggers.Tests.Mqtt;

/// <summary>Servers and apps that go away and come back.</summary>
public sealed class MqttRecoveryTests(PersistentMosquitto server) : IClassFixture<PersistentMosquitto>
{
    private const string Topic = "rooms/1/lamp";

    [Fact]
    public async Task Server_StartedAgainUnderLoad_LosesNothing()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("under-load", gate);
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 10; i++)
            {
                await PublishAsync($"hold {gate.Authority} {round}-{i}");
            }

            await gate.ReceivedAsync(4);
            await server.TerminateAsync();
            await server.InitializeAsync();
            gate.Answer(10);
            await app.Output.LinesAsync([.. Enumerable.Range(0, 10).Select(i => $"mqtt {Topic} hold {gate.Authority} {round}-{i}")]);
        }

        await app.Log.LineAsync($"trigger events-mqtt-trigger listens to 127.0.0.1:{server.Port}/rooms/+/lamp again");
    }

    [Fact]
    public async Task Server_KilledUnderLoad_IsListenedToAgain()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("killed", gate);
        for (int i = 0; i < 10; i++)
        {
            await PublishAsync($"hold {gate.Authority}");
        }

        await gate.ReceivedAsync(4);
        server.Kill();
        await server.InitializeAsync();
        await app.Log.LineAsync("trigger events-mqtt-trigger listens to", "again");
        gate.Answer(100);
        await PublishAsync("marker");
        await app.Output.LinesAsync($"mqtt {Topic} marker");
    }

    [Fact]
    public async Task Message_InWorkWhenTheServerEnds_IsNotGivenTwice()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("in-work", gate);
        string message = $"hold {gate.Authority}";
        await PublishAsync(message);
        await gate.ReceivedAsync(1);

        await server.TerminateAsync();
        await server.InitializeAsync();
        await app.Log.LineAsync("trigger events-mqtt-trigger listens to", "again");
        gate.Answer(1);

        // What comes after it has been given shows that it has not come again.
        await PublishAsync("marker");
        await app.Output.LinesAsync($"mqtt {Topic} marker");
        Assert.Single(app.Output.Lines, $"mqtt {Topic} {message}");
    }

    [Fact]
    public async Task Message_NotHandledWhenTheAppStops_ComesAgain()
    {
        using var gate = new GateServer();
        await using (EventApp first = await StartAsync("comes-again", gate))
        {
            await PublishAsync($"hold {gate.Authority}");
            await gate.ReceivedAsync(1);
            await first.Triggers.StopAsync(TimeSpan.FromMilliseconds(1));
            await first.Log.LineAsync("test-app/events was ended, because the app is being stopped: a message of the topic rooms/1/lamp is left with the server");
        }

        await PublishAsync("while the app is away");
        await using EventApp second = await StartAsync("comes-again", gate);
        await gate.ReceivedAsync(1);
        gate.Answer(2);
        await second.Output.LinesAsync($"mqtt {Topic} hold {gate.Authority}", $"mqtt {Topic} while the app is away");
        await second.Triggers.StopAsync(TimeSpan.FromMinutes(1));

        await using EventApp third = await StartAsync("comes-again", gate);
        await PublishAsync("marker");
        await third.Output.LinesAsync($"mqtt {Topic} marker");
        Assert.Equal([$"mqtt {Topic} marker"], third.Output.Lines);
    }

    private Task<EventApp> StartAsync(string client, GateServer gate) => EventApp.StartAsync($"""
        [application.trigger.mqtt]
        address = "{server.Url}"
        client_id = "{client}"

        [[trigger.mqtt]]
        topic = "rooms/+/lamp"
        qos = "1"
        concurrency = 4
        component = "events"

        [component.events]
        source = '{EventApp.Events}'
        allowed_outbound_hosts = ["http://{gate.Authority}"]
        """);

    private Task PublishAsync(string message) => Publisher.PublishAsync(server.Port, Topic, message);
}
