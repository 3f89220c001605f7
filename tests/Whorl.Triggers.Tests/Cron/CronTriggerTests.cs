using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Triggers.Tests.Infrastructure;

namespace Whorl.Triggers.Tests.Cron;

public sealed class CronTriggerTests : IDisposable
{
    /// <summary>2030 begins; as the guests are told it.</summary>
    private const long Start = 1_893_456_000;

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly ManualClock _clock = new(DateTimeOffset.FromUnixTimeSeconds(Start));
    private readonly TestFolder _state = new();

    [Fact]
    public async Task Run_WhenItIsDue_IsToldTheTime()
    {
        await using EventApp app = await StartAsync();

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(59));
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        await app.Output.LinesAsync(Line(60));
        await _clock.AdvanceAsync(s_minute);
        await app.Output.LinesAsync(Line(120));

        Assert.Equal([Line(60), Line(120)], app.Output.Lines);
        Assert.Empty(app.Log.Lines);
    }

    [Fact]
    public async Task Run_OfAGuestThatDoesNotBlock_TakesPlace()
    {
        await using EventApp app = await EventApp.StartAsync($"""
            [[trigger.cron]]
            cron_expression = "* * * * * *"
            component = "events3"
            [component.events3]
            source = '{EventApp.Events3}'
            """);

        await app.Output.LineAsync(l => l.StartsWith("cron ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fail", "Error: test-app/events returned the error `as it was told`: its run of 2030-01-01 00:01:00Z has failed (trigger events-cron-trigger)")]
    [InlineData("trap", "Error: test-app/events trapped: its run of 2030-01-01 00:01:00Z has failed (trigger events-cron-trigger)")]
    public async Task Run_ThatFails_IsLoggedWithItsTime(string act, string line)
    {
        await using EventApp app = await StartAsync(act: act);

        await _clock.AdvanceAsync(s_minute);

        Assert.Equal(line, await app.Log.LineAsync(line));
        await _clock.AdvanceAsync(s_minute);
        await app.Output.LinesAsync(Line(60), Line(120));
    }

    [Fact]
    public async Task Runs_DueWhileOneIsUnderWay_DoNotTakePlace()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync(act: $"hold {gate.Authority}", gate: gate);
        await _clock.AdvanceAsync(s_minute);
        await gate.ReceivedAsync(1);

        _clock.Advance(3 * s_minute);
        gate.Answer(2);
        await app.Log.LineAsync(
            "Warning: test-app/events has missed 3 runs since 2030-01-01 00:02:00Z, because it or the machine was busy or away: they do not take place (trigger events-cron-trigger)");
        await _clock.AdvanceAsync(s_minute);
        await app.Output.LinesAsync(Line(300));

        Assert.Equal([Line(60), Line(300)], app.Output.Lines);
    }

    [Fact]
    public async Task Runs_DueWhileOneIsUnderWay_TakePlaceOnceIfAskedFor()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("missed_runs = \"once\"", $"hold {gate.Authority}", gate);
        await _clock.AdvanceAsync(s_minute);
        await gate.ReceivedAsync(1);

        _clock.Advance(3 * s_minute);
        gate.Answer(3);
        await app.Output.LinesAsync(Line(240));
        await gate.ReceivedAsync(1);
        await _clock.AdvanceAsync(s_minute);
        await app.Output.LinesAsync(Line(300));

        Assert.Equal([Line(60), Line(240), Line(300)], app.Output.Lines);
    }

    [Fact]
    public async Task Runs_ThatMayOverlap_Do()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync("overlap = true", $"hold {gate.Authority}", gate);

        await _clock.AdvanceAsync(s_minute);
        await gate.ReceivedAsync(1);
        await _clock.AdvanceAsync(s_minute);
        await gate.ReceivedAsync(1);

        Assert.Equal(2, gate.MostAtOnce);
        gate.Answer(2);
        Assert.Empty(app.Log.Lines);
    }

    [Theory]
    [InlineData("skip", new long[] { 21_600 })]
    [InlineData("once", new long[] { 18_000, 21_600 })]
    public async Task Runs_DueWhileTheMachineSlept_FollowThePolicy(string policy, long[] runs)
    {
        await using EventApp app = await StartAsync($"missed_runs = \"{policy}\"", expression: "0 0 * * * *");

        await _clock.AdvanceAsync(TimeSpan.FromHours(5.5));
        await app.Log.LineAsync("test-app/events has missed 5 runs since 2030-01-01 01:00:00Z");
        await _clock.AdvanceAsync(TimeSpan.FromHours(0.5));
        await app.Output.LinesAsync(Line(21_600));

        Assert.Equal(runs.Select(Line), app.Output.Lines);
    }

    [Theory]
    [InlineData("skip", new long[] { 10_800 })]
    [InlineData("once", new long[] { 7_200, 10_800 })]
    public async Task Runs_DueWhileTheAppWasDown_FollowThePolicy(string policy, long[] runs)
    {
        string trigger = $"missed_runs = \"{policy}\"";
        await using (EventApp first = await StartAsync(trigger, expression: "0 0 * * * *"))
        {
            await _clock.AdvanceAsync(TimeSpan.FromHours(1));
            await first.Output.LinesAsync(Line(3_600));
        }

        _clock.Advance(TimeSpan.FromHours(1.5));
        await using EventApp second = await StartAsync(trigger, expression: "0 0 * * * *");
        await _clock.AdvanceAsync(TimeSpan.FromHours(0.5));
        await second.Output.LinesAsync(Line(10_800));

        Assert.Equal(runs.Select(Line), second.Output.Lines);
    }

    [Fact]
    public async Task Stop_LetsTheRunUnderWayFinish()
    {
        using var gate = new GateServer();
        await using EventApp app = await StartAsync(act: $"hold {gate.Authority}", gate: gate);
        await _clock.AdvanceAsync(s_minute);
        await gate.ReceivedAsync(1);

        Task stopped = app.Triggers.StopAsync(TimeSpan.FromMinutes(1));
        Assert.False(stopped.IsCompleted);
        gate.Answer(1);

        await stopped;
        Assert.Empty(app.Log.Lines);
    }

    [Fact]
    public async Task Schedule_WithoutAFurtherTime_IsTold()
    {
        await using EventApp app = await StartAsync(expression: "0 0 0 1 1 * 2020");

        await app.Log.LineAsync("Warning: test-app: trigger events-cron-trigger is not due again: 0 0 0 1 1 * 2020 has no further time");
    }

    public void Dispose() => _state.Dispose();

    private static string Line(long seconds) => $"cron {Start + seconds}";

    private Task<EventApp> StartAsync(string trigger = "", string act = "", GateServer? gate = null, string expression = "0 * * * * *") => EventApp.StartAsync(
        $$"""
        [[trigger.cron]]
        cron_expression = "{{expression}}"
        component = "events"
        {{trigger}}
        [component.events]
        source = '{{EventApp.Events}}'
        environment = { CRON = "{{act}}" }
        allowed_outbound_hosts = ["http://{{gate?.Authority ?? "127.0.0.1:1"}}"]
        """,
        options => options with { Time = _clock, StateFolder = _state.Path });
}
