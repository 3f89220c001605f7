using Whorl.Capabilities.Tests.Servers;
using Whorl.Triggers.Tests.Cron;
using Whorl.Triggers.Tests.Infrastructure;
using Whorl.Triggers.Tests.Mqtt;
using Whorl.Triggers.Tests.Redis;

namespace Whorl.Triggers.Tests;

public sealed class EventCountTests(RedisServer redis, MosquittoServer mosquitto) : IClassFixture<RedisServer>, IClassFixture<MosquittoServer>
{
    [Fact]
    public async Task Event_OfEachType_IsCountedOnce()
    {
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1_893_456_000));
        using var counter = new EventCounter("counted");
        await using EventApp app = await EventApp.StartAsync(
            $"""
            [application.trigger.redis]
            address = "{redis.Url}"
            [application.trigger.mqtt]
            address = "{mosquitto.Url}"
            [[trigger.redis]]
            channel = "counted"
            component = "counted"
            [[trigger.mqtt]]
            topic = "counted"
            component = "counted"
            [[trigger.cron]]
            cron_expression = "0 * * * * *"
            component = "counted"
            [component.counted]
            source = '{EventApp.Events}'
            """,
            options => options with { Time = clock });

        await RedisClient.SendAsync(redis.Port, "PUBLISH", "counted", "one");
        await RedisClient.SendAsync(redis.Port, "PUBLISH", "counted", "two");
        await Publisher.PublishAsync(mosquitto.Port, "counted", "three");
        await clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        await app.Output.LinesAsync("redis one", "redis two", "mqtt counted three", "cron 1893456060");
        Assert.Equal([("cron", 1), ("mqtt", 1), ("redis", 2)], counter.Counts);
    }
}
