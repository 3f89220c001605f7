using System.Text;
using Whorl.Apps.Loading;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Tests.Servers;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Triggers.Tests.Infrastructure;
using Whorl.Triggers.Tests.Mqtt;
using Whorl.Triggers.Tests.Redis;

namespace Whorl.Triggers.Tests;

/// <summary>The samples, as they are, with real servers. The whole run of the tests builds them; alone, what is not built is not tried.</summary>
public sealed class SampleTests(RedisServer redis, MosquittoServer mosquitto) : IClassFixture<RedisServer>, IClassFixture<MosquittoServer>
{
    [Fact]
    public async Task Redis_TakesOrders()
    {
        await using EventApp app = await StartAsync("redis", "orders", "redis", redis.Url);

        await RedisClient.SendAsync(redis.Port, "PUBLISH", "orders", "two apples");
        await RedisClient.SendAsync(redis.Port, "PUBLISH", "orders", " ");
        await RedisClient.SendAsync(redis.Port, "PUBLISH", "orders", "a pear");

        await app.Output.LinesAsync("order 1: two apples", "order 2: a pear");
        await app.Log.LineAsync("redis/orders returned an error: a message of the channel orders is lost (trigger orders-redis-trigger)");
    }

    [Fact]
    public async Task Mqtt_KeepsTheHighestTemperature()
    {
        await using EventApp app = await StartAsync("mqtt", "thermometer", "mqtt", mosquitto.Url);

        await Publisher.PublishAsync(mosquitto.Port, "rooms/kitchen/temperature", "21.5");
        await app.Output.LinesAsync("kitchen: 21.5 is the highest so far");
        await Publisher.PublishAsync(mosquitto.Port, "rooms/kitchen/temperature", "20");
        await Publisher.PublishAsync(mosquitto.Port, "rooms/cellar/temperature", "cold");
        await Publisher.PublishAsync(mosquitto.Port, "rooms/attic/temperature", "30");

        await app.Output.LinesAsync("attic: 30 is the highest so far");
        await app.Log.LineAsync("mqtt/thermometer returned the error `cold is not a temperature`: a message of the topic rooms/cellar/temperature is lost");
        Assert.Equal(2, app.Output.Lines.Count);
    }

    [Fact]
    public async Task Cron_ReportsEveryOtherSecond()
    {
        await using EventApp app = await StartAsync("cron", "report", "", "");

        await app.Output.LineAsync(l => l.StartsWith("the run of second ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3 5 24\n")]
    [InlineData("5\n", "-w")]
    public async Task Command_Counts(string counts, params string[] arguments)
    {
        using var output = new MemoryStream();
        await using EventApp app = await StartAsync("command", "count", "", "", command => command with
        {
            Arguments = [.. arguments],
            Stdin = System.IO.Pipelines.PipeReader.Create(new MemoryStream("one two\nthree four\nfive\n"u8.ToArray())),
            Stdout = output,
        });

        Assert.Equal(0, await app.Triggers.Triggers[0].Ended.WaitAsync(Patience.Long));
        Assert.Equal(counts, Encoding.UTF8.GetString(output.ToArray()));
    }

    private static Task<EventApp> StartAsync(
        string sample, string component, string variable, string value, Func<Runtime.Commands.CommandStart, Runtime.Commands.CommandStart>? command = null)
    {
        string folder = Path.Combine(Guests.Root, "samples", sample);
        Assert.SkipUnless(File.Exists(Path.Combine(folder, "dist", $"{component}.wasm")), $"samples/build {sample} has not been run.");
        return EventApp.StartAsync(
            AppLoader.Parse(File.ReadAllText(Path.Combine(folder, "spin.toml")), folder, "spin.toml").AppOrThrow(),
            options => variable.Length == 0 ? options : options with { VariableProviders = [VariableArguments.Parse([$"{variable}={value}"], folder)] },
            command);
    }
}
