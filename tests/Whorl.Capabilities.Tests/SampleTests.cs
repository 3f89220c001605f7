using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Whorl.Apps.Configuration;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Otel;
using Whorl.Capabilities.Tests.Otel;
using Whorl.Capabilities.Tests.Servers;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Runtime.Loading;

namespace Whorl.Capabilities.Tests;

/// <summary>The samples that answer requests, as they are, with real servers.</summary>
public sealed class SampleTests(RedisServer redis, MosquittoServer mosquitto, PostgresServer postgres, MariaDbServer mariaDb)
{
    [Fact]
    public async Task Links_LeadOnAndCount()
    {
        await using ServedApp app = await ServedApp.SampleAsync("links", WithVariables("token=open-sesame"));

        Assert.Equal((401, "Names are given to those who know the token.\n"), await SendAsync(app, HttpMethod.Put, "/short", "http://example.com/long"));
        app.Client.DefaultRequestHeaders.Add("authorization", "Bearer open-sesame");
        Assert.Equal((400, "PUT an http address to a name.\n"), await SendAsync(app, HttpMethod.Put, "/short", "elsewhere"));
        Assert.Equal((201, "/short leads to http://example.com/long\n"), await SendAsync(app, HttpMethod.Put, "/short", "http://example.com/long"));
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage response = await app.GetAsync("/short");
            Assert.Equal((HttpStatusCode.Found, "http://example.com/long"), (response.StatusCode, response.Headers.Location?.ToString()));
        }

        Assert.Equal(404, await app.GetStatusAsync("/other"));
        Assert.Equal("/short http://example.com/long 2\n", await app.GetTextAsync("/"));
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/short")]
    [InlineData("PUT", "/short")]
    public async Task Links_WithoutTheirStore_SaySo(string method, string path)
    {
        var config = RuntimeConfigReader.Parse("[key_value_store.default]\ntype = 'redis'\nurl = 'redis://127.0.0.1:1'", Guests.Root, "runtime-config.toml");
        Func<AppRuntimeOptions, AppRuntimeOptions> variables = WithVariables("token=open-sesame");
        await using ServedApp app = await ServedApp.SampleAsync("links", options => variables(options) with { Config = config });
        app.Client.DefaultRequestHeaders.Add("authorization", "Bearer open-sesame");

        Assert.Equal(
            (503, "Names can be neither looked up nor given at the moment. Try again later.\n"),
            await SendAsync(app, new HttpMethod(method), path, method == "PUT" ? "http://example.com" : null));
        await app.Log.LineAsync("Cannot be used: component `links` of app `links`, key-value", "[key_value_store.default]");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("mysql")]
    public async Task Tasks_AreKeptInEachDatabase(string database)
    {
        await using ServedApp app = await ServedApp.SampleAsync("tasks", WithVariables(
            $"postgres={postgres.Url}", $"postgres_host=postgres://127.0.0.1:{postgres.Port}", $"mysql={mariaDb.Url}", $"mysql_host=mysql://127.0.0.1:{mariaDb.Port}"));

        Assert.Equal((200, "1 water the plants\n"), await SendAsync(app, HttpMethod.Post, $"/{database}", "water the plants"));
        Assert.Equal((200, "1 water the plants\n2 it's '); late\n"), await SendAsync(app, HttpMethod.Post, $"/{database}", "it's '); late"));
        Assert.Equal((200, "2 it's '); late\n"), await SendAsync(app, HttpMethod.Delete, $"/{database}/1"));
        Assert.Equal("2 it's '); late\n", await app.GetTextAsync($"/{database}"));
    }

    [Fact]
    public async Task Digest_IsMadeOnceAndKept()
    {
        await using WebServer pages = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/digest-sample" ? 200 : 404;
            return context.Response.WriteAsync("All about bees.");
        });
        await using WebServer models = await WebServer.StartAsync(async context =>
        {
            string asked = await WebServer.BodyAsync(context);
            await context.Response.WriteAsync(asked.Contains("All about bees.", StringComparison.Ordinal) && asked.Contains("llama3.2", StringComparison.Ordinal)
                ? """{"choices": [{"message": {"content": " It is about bees. "}}], "usage": {"prompt_tokens": 3, "completion_tokens": 5}}"""
                : "");
        });
        string config = await File.ReadAllTextAsync(Path.Combine(Guests.Root, "samples/digest/runtime-config.toml"), TestContext.Current.CancellationToken);
        Func<AppRuntimeOptions, AppRuntimeOptions> variables = WithVariables($"pages={pages.Url}", $"redis={redis.Url}", $"mqtt={mosquitto.Url}");
        await using ServedApp app = await ServedApp.SampleAsync("digest", options => variables(options) with
        {
            Config = RuntimeConfigReader.Parse(config.Replace("http://localhost:11434", models.Url, StringComparison.Ordinal), Guests.Root, "runtime-config.toml"),
        });

        foreach (string cache in (string[])["miss", "hit"])
        {
            using HttpResponseMessage response = await app.GetAsync("/digest-sample");
            Assert.Equal("It is about bees.\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal([cache], response.Headers.GetValues("x-cache"));
        }

        Assert.Equal((502, $"There is no digest of /missing: {pages.Url}/missing was answered with 404\n"), await SendAsync(app, HttpMethod.Get, "/missing"));
    }

    [Fact]
    public async Task Tour_LeadsThroughItsComponents()
    {
        await using WebServer upstream = await WebServer.StartAsync(context => context.Response.WriteAsync($"upstream{context.Request.Path}"));
        await using ServedApp app = await ServedApp.SampleAsync("tour", WithVariables("greeting=Moin", $"upstream={upstream.Url}"));

        Assert.Contains("<html", await app.GetTextAsync("/"), StringComparison.Ordinal);
        Assert.Equal("Moin, Ada!\n", await app.GetTextAsync("/api/greet/Ada"));
        Assert.Equal("upstream/path", await app.GetTextAsync("/api/upstream/path"));
        Assert.Equal((502, "http://elsewhere.example/ could not be called: HTTP-request-denied\n"), await SendAsync(app, HttpMethod.Get, "/api/elsewhere"));
    }

    [Fact]
    public async Task Checkout_TellsOfItsOrders()
    {
        string taken = ActivityTraceId.CreateRandom().ToHexString(), refused = ActivityTraceId.CreateRandom().ToHexString();
        using var hosts = new SpanRecorder(taken, refused);
        await using OtlpCollector collector = await OtlpCollector.StartAsync();
        await using ServedApp app = await ServedApp.SampleAsync("checkout", options => options with { GuestTelemetry = collector.Exporter });

        Assert.Equal((201, "{\"id\":1,\"total\":850}\n"), await OrderAsync(taken, """{"items": [{"name": "tea", "price": 350, "count": 2}, {"name": "cup", "price": 150, "count": 1}]}"""));
        Assert.Equal((422, "An order has items.\n"), await OrderAsync(refused, """{"items": []}"""));
        await app.StopAsync(Patience.Long);

        // The guest's spans hang below the host's span of its work, and what the host did for it below the guest's.
        string work = hosts.Spans.Single(s => s.OperationName == "execute_wasm_component checkout" && s.TraceId.ToHexString() == taken).SpanId.ToHexString();
        var spans = (await collector.SpansAsync()).Where(s => s.Trace == taken).ToDictionary(s => s.Name);
        string order = spans["take order"].Id, keep = spans["keep"].Id;
        Assert.Equal([("keep", order), ("read", order), ("take order", work)], spans.Values.Select(s => (s.Name, s.Parent)).Order());
        Assert.All(["key-value open", "key-value increment", "key-value set"], name => Assert.Equal([keep], hosts.ParentsOf(name, taken)));

        string logs = await collector.TextAsync(TelemetrySignal.Logs), metrics = await collector.TextAsync(TelemetrySignal.Metrics);
        string read = (await collector.SpansAsync()).Single(s => s.Trace == refused && s.Name == "read").Id;
        Assert.All(["severity_text: WARN", "body: \"an order was refused\"", "reason = \"An order has items.\"", $"span_id: {read}"], part => Assert.Contains(part, logs, StringComparison.Ordinal));
        Assert.All(["name: shop.orders", "outcome = \"taken\"", "outcome = \"refused\"", "bucket_counts: 0 1 0 0 0", "sum: 850"], part => Assert.Contains(part, metrics, StringComparison.Ordinal));

        async Task<(int Status, string Body)> OrderAsync(string trace, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/")
            {
                Content = new StringContent(body),
                Headers = { { "traceparent", $"00-{trace}-b7ad6b7169203331-01" } },
            };
            using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task QuickJs_Greets()
    {
        await using ServedApp app = await ServedApp.SampleAsync("quickjs");

        Assert.Equal("Hello Ada from QuickJS\n", await app.GetTextAsync("/Ada"));
    }

    [Fact]
    public async Task TypeScript_GreetsAndEchoes()
    {
        await using ServedApp app = await ServedApp.SampleAsync("typescript");
        app.Client.DefaultRequestHeaders.Add("user-agent", "tester");

        Assert.Equal("{\"hello\":\"Ada\",\"method\":\"GET\",\"agent\":\"tester\"}\n", await app.GetTextAsync("/Ada"));
        Assert.Equal((200, "echoed as it streams"), await SendAsync(app, HttpMethod.Post, "/echo", "echoed as it streams"));
    }

    [Fact]
    public async Task Middleware_LetsThroughWhoHasTheKey()
    {
        await using ServedApp app = await ServedApp.SampleAsync("middleware");

        Assert.Equal(401, await app.GetStatusAsync("/"));
        app.Client.DefaultRequestHeaders.Add("x-api-key", "open-sesame");
        Assert.Equal(200, await app.GetStatusAsync("/"));
    }

    private static Func<AppRuntimeOptions, AppRuntimeOptions> WithVariables(params string[] variables) =>
        options => options with { VariableProviders = [VariableArguments.Parse(variables, Guests.Root)] };

    private static async Task<(int Status, string Body)> SendAsync(ServedApp app, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body) };
        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
