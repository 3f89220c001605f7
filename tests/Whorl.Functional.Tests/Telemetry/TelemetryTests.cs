using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Whorl.Functional.Tests.Cli;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Runtime.Telemetry;

namespace Whorl.Functional.Tests.Telemetry;

/// <summary>What <c>whorl up</c> tells operators: traces and logs for a collector, metrics for Prometheus, an access log.</summary>
public sealed class TelemetryTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private static readonly string s_hello = Path.Combine(Guests.Root, "samples/hello");

    [Fact]
    public async Task Collector_IsSentTheSpansOfARequest_WithTheTraceOfTheClient()
    {
        using var collector = new HttpRecorder();
        using WhorlProcess whorl = WhorlProcess.Start(
            s_hello,
            [new("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), new("OTEL_SERVICE_NAME", "shop"), new("OTEL_BSP_SCHEDULE_DELAY", "50")],
            ["up", "--listen", "127.0.0.1:0", "--log-dir", ""]);
        string url = await UrlOf(whorl);

        await GetAsync(url + "/some/path?secret=1", $"00-{Trace}-b7ad6b7169203331-01");

        HttpRecorder.Recorded spans = await collector.WaitAsync(r => r.Target == "/v1/traces" && r.Contains("GET /..."));
        Assert.True(spans.Contains(Convert.FromHexString(Trace)));
        Assert.True(spans.Contains("/some/path"));
        Assert.False(spans.Contains("secret"));
        Assert.True(spans.Contains("shop"));
        await collector.WaitAsync(r => r.Target == "/v1/traces" && r.Contains("execute_wasm_component hello") && r.Contains(Convert.FromHexString(Trace)));
        await EndAsync(whorl);

        // What had not been sent when the process was told to stop is sent then.
        HttpRecorder.Recorded metrics = await collector.WaitAsync(r => r.Target == "/v1/metrics" && r.Contains("http.server.request.duration"));
        Assert.True(metrics.Contains("spin.request_count"));
    }

    [Fact]
    public async Task Collector_IsSentLogLines_OfTheHostAndOfGuests()
    {
        using var collector = new HttpRecorder();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("whorl-test-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "spin.toml"), $$"""
            spin_manifest_version = 2
            application.name = "talk"
            [[trigger.http]]
            route = "/..."
            component = "fixture"
            [component.fixture]
            source = '{{Guests.Fixture}}'
            """, TestContext.Current.CancellationToken);
        using (WhorlProcess whorl = WhorlProcess.Start(
            folder.FullName,
            [new("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", collector.Url + "/collect"), new("OTEL_BLRP_SCHEDULE_DELAY", "50")],
            ["up", "--listen", "127.0.0.1:0", "--log-dir", "", "--quiet"]))
        {
            string url = await UrlOf(whorl);
            await GetAsync(url + "/print");
            await GetAsync(url + "/trap");
            await collector.WaitAsync(r => r.Target == "/collect" && r.Contains("log.iostream"));
            await collector.WaitAsync(r => r.Target == "/collect" && r.Contains("talk/fixture trapped"));
            await whorl.TerminateAsync();
            Assert.Contains("talk/fixture trapped", (await whorl.EndAsync()).Error, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Collector_IsSentWhatGuestsTell_WithTheHostsWordOnWhoTheyAre()
    {
        using var collector = new HttpRecorder();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("whorl-test-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "spin.toml"), $$"""
            spin_manifest_version = 2
            application.name = "teller-app"
            [[trigger.http]]
            route = "/..."
            component = "teller"
            [component.teller]
            source = '{{Guests.Require("tests/guests/capabilities/capabilities.wasm")}}'
            """, TestContext.Current.CancellationToken);
        using (WhorlProcess whorl = WhorlProcess.Start(
            folder.FullName,
            [new("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), new("OTEL_SERVICE_NAME", "shop"), new("OTEL_BSP_SCHEDULE_DELAY", "50"), new("OTEL_BLRP_SCHEDULE_DELAY", "60000")],
            ["up", "--listen", "127.0.0.1:0", "--log-dir", "", "--experimental-wasi-otel"]))
        {
            string url = await UrlOf(whorl);
            await GetAsync(url + "/otel-tracing");
            await GetAsync(url + "/otel-metrics");
            await GetAsync(url + "/otel-logs");
            await CheckAsync("/v1/traces", "a span");
            await CheckAsync("/v1/metrics", "how full");

            // What waits for more is sent when the process is told to stop.
            await EndAsync(whorl);
            await CheckAsync("/v1/logs", "an.event");
        }

        folder.Delete(recursive: true);

        async Task CheckAsync(string target, string told)
        {
            HttpRecorder.Recorded request = await collector.WaitAsync(r => r.Target == target && r.Contains(told));
            Assert.All(["shop", "teller-app", "teller", "service.version"], part => Assert.True(request.Contains(part), part));
        }
    }

    [Theory]
    [InlineData("OTEL_BSP_SCHEDULE_DELAY", "soon", "Error: OTEL_BSP_SCHEDULE_DELAY is soon, which is not a time.\nHint: Write a whole number of milliseconds.\n")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "secret", "Error: OTEL_EXPORTER_OTLP_HEADERS has an entry that is not a header.\nHint: Write NAME=VALUE, with a comma between two.\n")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "Error: OTEL_EXPORTER_OTLP_PROTOCOL is http/json, which is not a protocol that Whorl speaks.\nHint: Set it to http/protobuf or grpc.\n")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "Error: OTEL_EXPORTER_OTLP_ENDPOINT is collector, which is not an address.\nHint: Write http://HOST:PORT or https://HOST:PORT.\n")]
    public async Task Collector_ThatCannotBeSpokenTo_IsRefusedAtTheStart(string variable, string value, string expected)
    {
        using WhorlProcess whorl = WhorlProcess.Start(s_hello, [new("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), new(variable, value)], ["up", "--listen", "127.0.0.1:0", "--log-dir", ""]);

        (int exitCode, string output, string error) = await whorl.EndAsync();

        Assert.Equal((1, "", expected), (exitCode, output, error));
    }

    [Fact]
    public async Task Prometheus_AtAPortThatIsTaken_IsRefusedAtTheStart()
    {
        using var taken = new HttpRecorder();
        using WhorlProcess whorl = WhorlProcess.Start(s_hello, "up", "--listen", "127.0.0.1:0", "--log-dir", "", "--metrics-listen", $"127.0.0.1:{taken.Port}");

        (int exitCode, _, string error) = await whorl.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Error: Metrics cannot be served at 127.0.0.1:{taken.Port}: Address already in use.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prometheus_IsAnsweredWithMetrics()
    {
        int port = HttpRecorder.FreePort();
        using WhorlProcess whorl = WhorlProcess.Start(
            s_hello, "up", "--listen", "127.0.0.1:0", "--log-dir", "", "--metrics-listen", $"127.0.0.1:{port}");
        string url = await UrlOf(whorl);
        await GetAsync(url + "/");
        await GetAsync(url + "/");

        string metrics = await GetAsync($"http://127.0.0.1:{port}/metrics");

        string[] lines = metrics.Split('\n');
        Assert.Contains(lines, l => l.StartsWith("spin_request_count_total{", StringComparison.Ordinal)
            && l.Contains("component_id=\"hello\"", StringComparison.Ordinal) && l.Contains("trigger_type=\"http\"", StringComparison.Ordinal) && l.EndsWith(" 2", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
            && l.Contains("http_route=\"/...\"", StringComparison.Ordinal) && l.EndsWith(" 2", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("whorl_guests_queued{", StringComparison.Ordinal) && l.EndsWith(" 0", StringComparison.Ordinal));
        await EndAsync(whorl);
    }

    [Fact]
    public async Task AccessLog_HasALineForEachRequest()
    {
        string file = Path.GetTempFileName();
        using (WhorlProcess whorl = WhorlProcess.Start(s_hello, "up", "--listen", "127.0.0.1:0", "--log-dir", "", "--access-log", file))
        {
            string url = await UrlOf(whorl);
            await GetAsync(url + "/a?b=c");
            await GetAsync(url + "/.well-known/spin/health");
            await EndAsync(whorl);
        }

        string[] lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.Matches("""^127\.0\.0\.1 - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "GET /a\?b=c HTTP/1\.1" 200 \d+ "-" "a \\"quoted\\" client" [\d.]+ hello$""", lines[0]);
        Assert.EndsWith(" -", lines[1], StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task AccessLog_InJson_GoesToStandardOutput()
    {
        using WhorlProcess whorl = WhorlProcess.Start(s_hello, "up", "--listen", "127.0.0.1:0", "--log-dir", "", "--access-log", "-", "--access-log-format", "json");
        string url = await UrlOf(whorl);
        string body = await GetAsync(url + "/a");

        using var line = JsonDocument.Parse((await whorl.ReadLinesUntilAsync("{"))[^1]);

        Assert.Equal("/a", line.RootElement.GetProperty("target").GetString());
        Assert.Equal("hello", line.RootElement.GetProperty("component").GetString());
        Assert.Equal(200, line.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(body.Length, line.RootElement.GetProperty("bytes").GetInt32());
        Assert.Equal("a \"quoted\" client", line.RootElement.GetProperty("user_agent").GetString());
    }

    [Theory]
    [InlineData("tests/guests/service/service.wasm", "/out")]
    [InlineData("tests/guests/fixture/fixture.wasm", "/fetch/127.0.0.1:{port}/x")]
    public async Task Trace_GoesOnInWhatGuestsSend(string guest, string path)
    {
        var spans = new ConcurrentQueue<Activity>();
        string trace = ActivityTraceId.CreateRandom().ToHexString();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RuntimeTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId.ToHexString() == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var server = new HttpRecorder();
        await using ServedApp app = await ServedApp.StartAsync($"""
            [[trigger.http]]
            route = "/..."
            component = "guest"
            [component.guest]
            source = '{Guests.Require(guest)}'
            allowed_outbound_hosts = ["http://127.0.0.1:*"]
            """);
        using var request = new HttpRequestMessage(HttpMethod.Get, app.BaseUrl + path.Replace("{port}", $"{server.Port}", StringComparison.Ordinal));
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        request.Headers.TryAddWithoutValidation("x-target", $"127.0.0.1:{server.Port}");

        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        HttpRecorder.Recorded sent = await server.WaitAsync(_ => true);
        await Patience.Until(() => spans.Count >= 3);
        Activity client = spans.Single(s => s.Kind == ActivityKind.Client);
        Activity work = spans.Single(s => s.OperationName == "execute_wasm_component guest");
        Activity whole = spans.Single(s => s.Kind == ActivityKind.Server);
        Assert.Equal($"00-{trace}-{client.SpanId}-01", sent.TraceParent);
        Assert.Equal(work.SpanId, client.ParentSpanId);
        Assert.Equal(whole.SpanId, work.ParentSpanId);
        Assert.Equal("b7ad6b7169203331", whole.ParentSpanId.ToHexString());
        Assert.Equal(200, client.GetTagItem("http.response.status_code"));
    }

    private static async Task<string> UrlOf(WhorlProcess whorl)
    {
        List<string> lines = await whorl.ReadLinesUntilAsync("Available Routes:");
        string url = lines.Single(l => l.StartsWith("Serving ", StringComparison.Ordinal))["Serving ".Length..];
        await whorl.ReadLineAsync();
        return url;
    }

    private static async Task<string> GetAsync(string url, string? traceParent = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("user-agent", "a \"quoted\" client");
        if (traceParent is not null)
        {
            request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        }

        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task EndAsync(WhorlProcess whorl)
    {
        await whorl.TerminateAsync();
        Assert.Equal(0, (await whorl.EndAsync()).ExitCode);
    }
}
