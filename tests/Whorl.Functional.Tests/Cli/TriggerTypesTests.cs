using System.Text.Json;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Cli;

/// <summary>An app with every type of trigger that serves, in one process. Its servers are not there: what is tested is the app.</summary>
public sealed class TriggerTypesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whorl-test-types-");

    [Fact]
    public async Task Up_WithSeveralTypes_SaysWhatEachServes_AndStopsAll()
    {
        await WriteAsync("");
        using WhorlProcess whorl = WhorlProcess.Start(_folder.FullName, "up", "--listen", "127.0.0.1:0", "--log-dir", "");

        List<string> lines = await whorl.ReadLinesUntilAsync("  hello: 0 0 9");

        Assert.Matches(@"^Serving http://127\.0\.0\.1:\d+$", lines[1]);
        Assert.Equal(
            [
                "",
                "Active Channels on 127.0.0.1:1:",
                "  127.0.0.1:1/orders: [events, more-events]",
                "  127.0.0.1:1/returns: [events]",
                "",
                "Active Topics on 127.0.0.1:2:",
                "  127.0.0.1:2/rooms/#: [events]",
                "",
                "Scheduled Runs:",
            ],
            lines[4..^2]);
        Assert.Matches(@"^  events: 0 0 0 \* \* \*, next at \d{4}-\d\d-\d\d 00:00:00 \+00:00$", lines[^2]);
        Assert.Matches(@"^  hello: 0 0 9 1 1 \* \(Europe/Berlin\), next at \d{4}-01-01 09:00:00 \+01:00$", lines[^1]);
        await whorl.TerminateAsync();
        (int exitCode, _, string error) = await whorl.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains(
            "Warning: types: trigger events-redis-trigger cannot listen to 127.0.0.1:1/orders: 127.0.0.1:1 cannot be connected to: Connection refused.", error, StringComparison.Ordinal);
        Assert.Contains(
            "Warning: types: trigger events-mqtt-trigger cannot listen to 127.0.0.1:2/rooms/#: 127.0.0.1:2 cannot be connected to: Connection refused.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_InJson_TellsOfEachType()
    {
        await WriteAsync("");
        using WhorlProcess whorl = WhorlProcess.Start(_folder.FullName, "up", "--listen", "127.0.0.1:0", "--log-dir", "", "--format", "json");

        using var document = JsonDocument.Parse(string.Concat(await whorl.ReadLinesUntilAsync("}")));

        Assert.Equal(["base_url", "routes", "channels", "topics", "schedules"], document.RootElement.EnumerateObject().Select(p => p.Name));
        JsonElement channel = document.RootElement.GetProperty("channels")[0];
        Assert.Equal(("events", "127.0.0.1:1", "orders"), (Text(channel, "id"), Text(channel, "server"), Text(channel, "channel")));
        JsonElement topic = document.RootElement.GetProperty("topics")[0];
        Assert.Equal(("events", "127.0.0.1:2", "rooms/#"), (Text(topic, "id"), Text(topic, "server"), Text(topic, "topic")));
        JsonElement schedule = document.RootElement.GetProperty("schedules")[1];
        Assert.Equal(("hello", "0 0 9 1 1 *", "Europe/Berlin"), (Text(schedule, "id"), Text(schedule, "cron_expression"), Text(schedule, "time_zone")));
        Assert.Equal(9, schedule.GetProperty("next").GetDateTimeOffset().Hour);

        static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Up_WhenOneTypeCannotStart_EndsWithThat()
    {
        await WriteAsync("address = \"postgres://127.0.0.1\"");
        using WhorlProcess whorl = WhorlProcess.Start(_folder.FullName, "up", "--listen", "127.0.0.1:0", "--log-dir", "");

        (int exitCode, string output, string error) = await whorl.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Equal(
            """
            Error: `address` of trigger `events-redis-trigger` of types is `postgres://127.0.0.1`, which is no address: `postgres` is not a scheme of Redis: write redis:// or rediss://
            Hint: Write it as redis://user:password@host:port, or rediss:// for TLS.

            """,
            error);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task WriteAsync(string redis) => File.WriteAllTextAsync(
        Path.Combine(_folder.FullName, "spin.toml"),
        $$"""
        spin_manifest_version = 2
        [application]
        name = "types"

        [application.trigger.redis]
        address = "redis://127.0.0.1:1"

        [application.trigger.mqtt]
        address = "mqtt://127.0.0.1:2"
        username = ""
        password = ""
        keep_alive_interval = "30"

        [[trigger.http]]
        route = "/..."
        component = "site"

        [[trigger.redis]]
        channel = "orders"
        component = "events"
        {{redis}}

        [[trigger.redis]]
        channel = "orders"
        component = "more-events"

        [[trigger.redis]]
        channel = "returns"
        component = "events"

        [[trigger.mqtt]]
        topic = "rooms/#"
        qos = "1"
        component = "events"

        [[trigger.cron]]
        cron_expression = "0 0 0 * * *"
        component = "events"

        [[trigger.cron]]
        cron_expression = "0 0 9 1 1 *"
        time_zone = "Europe/Berlin"
        component = "hello"

        [component.site]
        source = '{{Guests.Hello}}'

        [component.hello]
        source = '{{Guests.Require("tests/guests/events/events.wasm")}}'

        [component.events]
        source = '{{Guests.Require("tests/guests/events/events.wasm")}}'

        [component.more-events]
        source = '{{Guests.Require("tests/guests/events/events.wasm")}}'
        """);
}
