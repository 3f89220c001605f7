using System.Net;
using Whorl.Apps.Diagnostics;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Http;

/// <summary>Components that stand between a trigger and its component.</summary>
public sealed class MiddlewareTests
{
    private static readonly string s_service = Guests.Require("tests/guests/service/service.wasm");
    private static readonly string s_middleware = Guests.Require("tests/guests/middleware/middleware.wasm");

    [Fact]
    public async Task Chain_PassesRequestsInwards_AndResponsesOutwards_InTheOrderOfTheManifest()
    {
        await using ServedApp app = await StartAsync("{ component = \"outer\", inherit_configuration = [\"environment\"] }, { path = '{middleware}' }");
        using HttpResponseMessage response = await app.GetAsync("/places");
        Assert.Equal("12", await response.Content.ReadAsStringAsync());
        Assert.Equal(["2:0", "1:2"], response.Headers.GetValues("x-way"));
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("", "1:0")]
    [InlineData(", inherit_configuration = true", "1:2")]
    [InlineData(", inherit_configuration = [\"files\"]", "1:0")]
    [InlineData(", inherit_configuration = [\"environment\"]", "1:2")]
    public async Task Middleware_HasWhatItInherits_AndNothingElse(string inherits, string expected)
    {
        await using ServedApp app = await StartAsync($"{{ path = '{{middleware}}'{inherits} }}");
        using HttpResponseMessage response = await app.GetAsync("/hello");
        Assert.Equal([expected], response.Headers.GetValues("x-way"));
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData("2", "1:0")]
    public async Task Middleware_CanAnswerByItself(string place, string? way)
    {
        await using ServedApp app = await StartAsync("{ path = '{middleware}' }, { path = '{middleware}' }");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/count") { Headers = { { "x-stop", place } } };
        using HttpResponseMessage response = await app.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.Forbidden, place), (response.StatusCode, Assert.Single(response.Headers.GetValues("x-stopped-by"))));
        Assert.Equal(way, response.Headers.TryGetValues("x-way", out IEnumerable<string>? ways) ? Assert.Single(ways) : null);
        Assert.Equal("1", await app.GetTextAsync("/count"));
    }

    [Theory]
    [InlineData("/echo")]
    [InlineData("/copy")]
    public async Task Bodies_PassThrough(string path)
    {
        await using ServedApp app = await StartAsync("{ path = '{middleware}' }, { path = '{middleware}' }");
        byte[] sent = new byte[3_000_000];
        Random.Shared.NextBytes(sent);
        using HttpResponseMessage response = await app.Client.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(sent));
        Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Requests_AtTheSameTime_ShareTheChain()
    {
        await using ServedApp app = await StartAsync("{ path = '{middleware}' }");
        string[] waited = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => app.GetTextAsync("/wait")));
        Assert.All(waited, text => Assert.Equal("waited\n", text));
    }

    [Theory]
    [InlineData("/trap", "")]
    [InlineData("/hello", "1")]
    public async Task Trap_InAnyPart_EndsTheInstance_AndTheNextRequestHasAnother(string path, string trappingPlace)
    {
        await using ServedApp app = await StartAsync("{ path = '{middleware}' }");
        Assert.Equal("1", await app.GetTextAsync("/count"));
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "x-trap", trappingPlace } } };
        using HttpResponseMessage response = await app.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        await app.Log.LineAsync("test-app/service", "trapped");
        Assert.Equal("1", await app.GetTextAsync("/count"));
    }

    [Fact]
    public async Task Request_BeyondItsTime_IsCancelledInEveryPart()
    {
        await using ServedApp app = await StartAsync("{ path = '{middleware}' }", "wall = \"300ms\"");
        Assert.Equal(504, await app.GetStatusAsync("/never"));
        await app.Log.LineAsync("test-app/service", "limit wall");
        Assert.Equal("2", await app.GetTextAsync("/count"));
    }

    [Fact]
    public async Task Triggers_ThatShareAComponent_HaveTheirOwnChains()
    {
        await using ServedApp app = await ServedApp.StartAsync(
            $"""
            [[trigger.http]]
            route = "/places"
            component = "service"

            [[trigger.http]]
            id = "one"
            route = "/one/..."
            component = "service"
            dependencies.middleware = [{"{"} path = '{s_middleware}' {"}"}]

            [component.service]
            source = '{s_service}'
            """);
        Assert.Equal(["service", "service-for-one"], app.App.Routes.Targets.Select(t => t.Id).Order(StringComparer.Ordinal));
        using HttpResponseMessage plain = await app.GetAsync("/places");
        using HttpResponseMessage wrapped = await app.GetAsync("/one/x");
        Assert.False(plain.Headers.Contains("x-way"));
        Assert.Equal(["1:0"], wrapped.Headers.GetValues("x-way"));
    }

    [Theory]
    [InlineData("{ path = '{service}' }", "cannot be middleware in app `test-app`: it does not import `wasi:http/handler@0.3`")]
    [InlineData("{ path = '{fixture}' }", "does not export `wasi:http/handler@0.3`. It exports `wasi:http/incoming-handler@0.2.")]
    [InlineData("{ path = '{module}' }", "of middleware of component `service` is a core module that cannot be run: only components can be linked to each other")]
    [InlineData("{ path = 'bad.wasm' }", "\"bad.wasm\" of middleware of component `service` is not a valid component")]
    [InlineData("{ path = 'gone.wasm' }", "the Wasm file of middleware of component `service` does not exist")]
    public async Task Middleware_ThatCannotBe_IsNamed(string middleware, string expected)
    {
        var error = await Assert.ThrowsAsync<AppException>(() => StartAsync(middleware));
        Assert.Contains(error.Diagnostics, problem => problem.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Component_OfWasi02_CannotHaveMiddleware()
    {
        var error = await Assert.ThrowsAsync<AppException>(() => StartAsync("{ path = '{middleware}' }", service: Guests.Fixture));
        Diagnostic problem = Assert.Single(error.Diagnostics);
        Assert.Equal(DiagnosticCode.BadMiddleware, problem.Code);
        Assert.Contains(
            "component `service`, from \"", problem.Message, StringComparison.Ordinal);
        Assert.Contains("cannot have middleware before it in app `test-app`: it does not export `wasi:http/handler@0.3`", problem.Message, StringComparison.Ordinal);
    }

    private static Task<ServedApp> StartAsync(string middleware, string limits = "", string? service = null) => ServedApp.StartAsync(
        $"""
        [[trigger.http]]
        route = "/..."
        component = "service"
        dependencies.middleware = [{middleware
            .Replace("{middleware}", s_middleware, StringComparison.Ordinal)
            .Replace("{service}", s_service, StringComparison.Ordinal)
            .Replace("{fixture}", Guests.Fixture, StringComparison.Ordinal)
            .Replace("{module}", Path.ChangeExtension(s_middleware, "module.wasm"), StringComparison.Ordinal)}]

        [component.service]
        source = '{service ?? s_service}'
        environment = {"{"} A = "1", B = "2" {"}"}

        [component.service.tool.whorl.limits]
        {limits}

        [component.outer]
        source = '{s_middleware}'
        """,
        new Dictionary<string, string> { ["bad.wasm"] = "no Wasm" });
}
