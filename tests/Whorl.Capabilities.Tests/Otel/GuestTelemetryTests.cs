using System.Diagnostics;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Runtime.Scheduling;

namespace Whorl.Capabilities.Tests.Otel;

/// <summary>What guests tell by <c>wasi:otel</c>, as collectors read it.</summary>
public sealed class GuestTelemetryTests
{
    /// <summary>Each guest that tells everything, with each suite of its telling.</summary>
    public static MatrixTheoryData<string, string> Tellings { get; } =
        new(["capabilities", "capabilities3", "script"], ["otel-tracing", "otel-logs", "otel-metrics"]);

    [Theory]
    [MemberData(nameof(Tellings))]
    public async Task Guest_TellsEverythingThereIs_AndItIsWrittenAsCollectorsReadIt(string guest, string suite)
    {
        var telemetry = new TelemetryRecorder();
        await using ServedApp app = await ServedApp.StartAsync(
            $"""
            [[trigger.http]]
            route = "/..."
            component = "guest"
            [component.guest]
            source = '{Guests.Require($"tests/guests/{guest}/{guest}.wasm")}'
            """,
            options: o => o with { GuestTelemetry = telemetry });
        string cases = Path.Combine(AppContext.BaseDirectory, "cases/otel", suite);

        // The guests in C go by the path, the one in JavaScript by the script.
        using var script = new StringContent(await File.ReadAllTextAsync(cases + ".js"));
        using HttpResponseMessage response = await app.Client.PostAsync(new Uri("/" + suite, UriKind.Relative), script);

        Assert.True(response.IsSuccessStatusCode, string.Join('\n', app.Log.Lines));
        Assert.DoesNotContain("\"error\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(cases + ".txt"), telemetry.Text());
    }

    [Fact]
    public async Task Metrics_ThatTheQueueHasNoRoomFor_AreAnErrorOfTheCall()
    {
        var telemetry = new TelemetryRecorder { IsFull = true };
        await using ScriptApp app = await ScriptApp.StartAsync("", options: o => o with { GuestTelemetry = telemetry });

        string answer = await app.RunAsync("return failure(() => exportMetrics({ resource: { attributes: [], schemaUrl: null }, scopeMetrics: [] }));");

        Assert.Equal("\"too many metrics wait to be sent: the collector does not take them as fast as they come\"", answer);
    }

    [Fact]
    public async Task GuestSpan_IsPartOfTheHosts_AndWhatTheGuestAsksForIsPartOfTheGuests()
    {
        string trace = ActivityTraceId.CreateRandom().ToHexString();
        using var spans = new SpanRecorder(trace);
        string? sent = null;
        await using WebServer server = await WebServer.StartAsync(context =>
        {
            sent = context.Request.Headers["traceparent"];
            return Task.CompletedTask;
        });
        await using ScriptApp app = await ScriptApp.StartAsync(
            "allowed_outbound_hosts = [\"http://127.0.0.1:*\"]", options: o => o with { GuestTelemetry = new TelemetryRecorder() });
        app.App.Client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");

        string outer = await app.RunAsync($$"""
            const outer = tracing.outerSpanContext();
            const begin = (spanId) => tracing.onStart({ ...outer, spanId });
            variable('greeting');
            begin('00000000000000a1');
            variable('greeting');
            begin('00000000000000a2');
            fetch('HTTP', '{{server.Authority}}', '/');
            return [outer.traceId, outer.spanId, outer.traceFlags.sampled, tracing.outerSpanContext().spanId === outer.spanId];
            """);

        await Patience.Until(() => spans.Spans.Count >= 5);
        Activity work = spans.Spans.Single(s => s.OperationName == "execute_wasm_component script");
        string own = work.SpanId.ToHexString();
        Assert.Equal($"[\n  \"{trace}\",\n  \"{own}\",\n  true,\n  true\n]", outer);
        Assert.Equal([own, "00000000000000a1"], spans.ParentsOf("variables get", trace));
        Activity request = spans.Spans.Single(s => s.OperationName == "GET");
        Assert.Equal("00000000000000a2", request.ParentSpanId.ToHexString());
        Assert.Equal($"00-{trace}-{request.SpanId}-01", sent);
    }

    [Fact]
    public async Task GuestSpans_OfRequestsThatShareAnInstance_AreKeptApart()
    {
        string first = ActivityTraceId.CreateRandom().ToHexString(), second = ActivityTraceId.CreateRandom().ToHexString();
        using var spans = new SpanRecorder(first, second);
        var oneInstance = new SchedulerOptions { Slots = 1 };
        await using ScriptApp app = await ScriptApp.StartAsync("", options: o => o with { GuestTelemetry = new TelemetryRecorder(), Scheduler = oneInstance }, guest: "script3");
        const string Begin = """
            globalThis.requests = (globalThis.requests ?? 0) + 1;
            const outer = tracing.outerSpanContext();
            const begin = (spanId) => tracing.onStart({ ...outer, spanId });

            """;
        using var script = new PausedContent(
            $$"""
            {{Begin}}
            begin('00000000000000a1');
            variable('greeting');
            await more();
            variable('greeting');
            begin('00000000000000a2');
            variable('greeting');
            return [globalThis.requests, outer.traceId, tracing.outerSpanContext().spanId === outer.spanId];
            .

            """,
            "now");

        Task<string> paused = TellAsync(first, script);
        await Patience.Until(() => spans.ParentsOf("variables get", first).Length == 1);
        string answer = await TellAsync(second, new StringContent($"{Begin} begin('00000000000000b1'); variable('greeting'); return [globalThis.requests, outer.traceId];"));
        script.GoOn();

        Assert.Equal($$"""{"ok":[2,"{{second}}"]}""", answer);
        Assert.Equal($$"""{"ok":[2,"{{first}}",true]}""", await paused);
        await Patience.Until(() => spans.ParentsOf("variables get", first).Length == 3);
        Assert.Equal(["00000000000000a1", "00000000000000a1", "00000000000000a2"], spans.ParentsOf("variables get", first));
        Assert.Equal(["00000000000000b1"], spans.ParentsOf("variables get", second));

        async Task<string> TellAsync(string trace, HttpContent content)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content, Headers = { { "traceparent", $"00-{trace}-b7ad6b7169203331-01" } } };
            using HttpResponseMessage response = await app.App.Client.SendAsync(request);
            Assert.True(response.IsSuccessStatusCode, string.Join('\n', app.Log.Lines));
            return await response.Content.ReadAsStringAsync();
        }
    }
}
