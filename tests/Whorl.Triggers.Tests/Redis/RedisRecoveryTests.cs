using Whorl.Capabilities.Tests.Servers;
using Whorl.Triggers.Tests.Infrastructure;

namespace Whorl.Triggers.Tests.Redis;

/// <summary>Servers that go away and come back. Each test has one of its own.</summary>
public sealed class RedisRecoveryTests(RedisServer server) : IClassFixture<RedisServer>
{
    private const string Channel = "jobs";

    [Fact]
    public async Task Server_KilledUnderLoad_IsListenedToAgain()
    {
        using var gate = new GateServer();
        await using EventApp app = await EventApp.StartAsync(RedisTriggerTests.Manifest(server.Url, "concurrency = 4", gate));
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 20; i++)
            {
                await RedisClient.SendAsync(server.Port, "PUBLISH", Channel, $"hold {gate.Authority} {round}");
            }

            await gate.ReceivedAsync(4);
            server.Kill();
            gate.Answer(20);
            await server.InitializeAsync();
            await SubscribedAsync();
            await RedisClient.SendAsync(server.Port, "PUBLISH", Channel, $"round {round}");
            await app.Output.LinesAsync($"redis round {round}", $"redis round {round}");

            // What had come before the end is worked on all the same.
            await gate.ReceivedAsync(16);
        }

        await app.Log.LineAsync($"trigger events-redis-trigger listens to 127.0.0.1:{server.Port}/{Channel} again");
        Assert.DoesNotContain(app.Log.Lines, l => l.Contains("is lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_ThatIsNotThereYet_IsWaitedFor()
    {
        server.Kill();

        await using EventApp app = await EventApp.StartAsync(RedisTriggerTests.Manifest(server.Url));

        string line = await app.Log.LineAsync("trigger events-redis-trigger cannot listen");
        Assert.Matches(
            $@"^Warning: test-app: trigger events-redis-trigger cannot listen to 127\.0\.0\.1:{server.Port}/jobs: 127\.0\.0\.1:{server.Port} cannot be connected to: Connection refused\. It is tried again in 0\.[12] s$",
            line);
        await server.InitializeAsync();
        await SubscribedAsync();
        await RedisClient.SendAsync(server.Port, "PUBLISH", Channel, "hello");
        await app.Output.LinesAsync("redis hello");
    }

    [Fact]
    public async Task Server_WithAPassword_IsToldIt_AndNobodyElse()
    {
        await RedisClient.SendAsync(server.Port, "CONFIG", "SET", "requirepass", "hush");
        await using EventApp wrong = await EventApp.StartAsync(RedisTriggerTests.Manifest($"redis://:loud@127.0.0.1:{server.Port}"));
        await using EventApp right = await EventApp.StartAsync(RedisTriggerTests.Manifest($"redis://:hush@127.0.0.1:{server.Port}"));

        string line = await wrong.Log.LineAsync("trigger events-redis-trigger cannot listen");

        Assert.Contains("WRONGPASS", line, StringComparison.Ordinal);
        Assert.DoesNotContain("loud", line, StringComparison.Ordinal);
        Assert.Empty(right.Log.Lines);
        server.Kill();
        await server.InitializeAsync();
    }

    /// <summary>Waits until both components listen.</summary>
    private async Task SubscribedAsync()
    {
        while (await RedisClient.SendAsync(server.Port, "PUBLISH", Channel, "ping") != "2")
        {
        }
    }
}
