using System.Net;
using Whorl.Apps.Diagnostics;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Loading;

/// <summary>Core modules in the place of components: those that carry a world, and WASI preview 1 programs.</summary>
public sealed class CoreModuleTests
{
    private static readonly string s_module = Guests.Require("tests/guests/fixture/fixture.module.wasm");
    private static readonly string s_service = Guests.Require("tests/guests/service/service.module.wasm");
    private static readonly string s_standard = Guests.Require("tests/guests/standard/standard.module.wasm");
    private static readonly string s_program = Guests.Require("tests/guests/preview1/preview1.wasm");

    [Fact]
    public async Task Module_WithAWorld_AnswersAsItsComponentDoes()
    {
        await using ServedApp app = await ServedApp.StartAsync(Manifest(s_module, "http"));
        await using ServedApp component = await ServedApp.FixtureAsync();
        Assert.Equal(await component.GetTextAsync("/hello/there"), await app.GetTextAsync("/hello/there"));
        using HttpResponseMessage echo = await app.Client.PostAsync(new Uri("/echo", UriKind.Relative), new StringContent("back and forth"));
        Assert.Equal("back and forth", await echo.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Module_WithStandardNames_AnswersAsItsComponentDoes()
    {
        await using ServedApp app = await ServedApp.StartAsync(Manifest(s_standard, "http"));
        await using ServedApp component = await ServedApp.StartAsync(Manifest(s_standard.Replace(".module", "", StringComparison.Ordinal), "http"));
        foreach (ServedApp served in (ServedApp[])[app, component])
        {
            using HttpResponseMessage response = await served.GetAsync("/");
            Assert.Equal("by the standard", response.Headers.GetValues("x-named").Single());
            Assert.Equal("Hello, HTTP, initialized and random\n", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Module_OfWasi03_AnswersAsItsComponentDoes()
    {
        await using ServedApp app = await ServedApp.StartAsync(Manifest(s_service, "http"));
        Assert.Equal("Hello from a task!\n", await app.GetTextAsync("/hello"));
        Assert.Equal(["2", "3"], [await app.GetTextAsync("/count"), await app.GetTextAsync("/count")]);
        Assert.Equal("waited\n", await app.GetTextAsync("/wait"));
        using HttpResponseMessage echo = await app.Client.PostAsync(new Uri("/copy", UriKind.Relative), new StringContent("back and forth"));
        Assert.Equal("back and forth", await echo.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Program_IsToldOfTheRequest_AsCgiDoes()
    {
        await using ServedApp app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/cgi/some/a%20path?one=1&two=2", UriKind.Relative)) { Content = new StringContent("posted") };
        request.Headers.Add("x-given", "value");
        request.Headers.TryAddWithoutValidation("authorization", "secret");
        using HttpResponseMessage response = await app.Client.SendAsync(request);
        Assert.Equal(
            """
            [/cgi/some/a%20path][one=1][two=2]
            AUTH_TYPE=
            CONTENT_LENGTH=6
            CONTENT_TYPE=text/plain; charset=utf-8
            GATEWAY_INTERFACE=CGI/1.1
            PATH_INFO=/some/a path
            QUERY_STRING=one=1&two=2
            REQUEST_METHOD=POST
            SCRIPT_NAME=/cgi
            X_MATCHED_ROUTE=/cgi/...
            X_RAW_PATH_INFO=/some/a%20path
            HTTP_X_GIVEN=value
            HTTP_AUTHORIZATION=(none)
            OWN=yes
            body=posted

            """,
            await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData(false, "./ ../ data/ tail=data. size=10 read-only\n")]
    [InlineData(true, "./ ../ data/ tail=data. size=10 written renamed=0 removed=0 missing=-1\n")]
    public async Task Program_HasTheFilesOfItsComponent(bool writes, string expected)
    {
        await using ServedApp app = await StartAsync(writes);
        Assert.Equal(expected, await app.GetTextAsync("/cgi/files"));
    }

    [Fact]
    public async Task Program_CanWait_AndKnowsTheTime()
    {
        await using ServedApp app = await StartAsync();
        Assert.Equal("waited now\n", await app.GetTextAsync("/cgi/wait"));
    }

    [Fact]
    public async Task Program_WithALargeOutput_StreamsIt()
    {
        await using ServedApp app = await StartAsync();
        Assert.Equal(64 * 65536, (await app.GetTextAsync("/cgi/pour")).Length);
    }

    [Fact]
    public async Task Program_ThatGivesAStatus_OrALocation_IsUnderstood()
    {
        await using ServedApp app = await StartAsync();
        using HttpResponseMessage teapot = await app.GetAsync("/cgi/teapot");
        Assert.Equal(418, (int)teapot.StatusCode);
        Assert.Equal("short and stout", teapot.Headers.GetValues("x-kind").Single());
        Assert.Equal("no coffee", await teapot.Content.ReadAsStringAsync());
        using HttpResponseMessage moved = await app.GetAsync("/cgi/moved");
        Assert.Equal(HttpStatusCode.Found, moved.StatusCode);
        Assert.Equal("/elsewhere", moved.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("nothing", "wrote nothing to its standard output")]
    [InlineData("exit", "ended with exit code 3 before it wrote a response")]
    [InlineData("no-head", "no empty line after the fields")]
    [InlineData("bad-status", "has the status \"many\"")]
    [InlineData("trap", "trapped")]
    public async Task Program_WithoutAResponse_Is500_AndLogged(string mode, string logged)
    {
        await using ServedApp app = await StartAsync();
        Assert.Equal(500, await app.GetStatusAsync("/cgi/" + mode));
        await app.Log.LineAsync("test-app/one", logged);
    }

    [Fact]
    public async Task Program_UnderTheHttpExecutor_IsRefused_WithWhatToWrite()
    {
        var error = await Assert.ThrowsAsync<AppException>(() => ServedApp.StartAsync(Manifest(s_program, "http")));
        Diagnostic problem = Assert.Single(error.Diagnostics);
        Assert.Equal(DiagnosticCode.NoHandler, problem.Code);
        Assert.Contains("executor = { type = \"wagi\" }", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_UnderTheWagiExecutor_IsRefused()
    {
        var error = await Assert.ThrowsAsync<AppException>(() => ServedApp.StartAsync(Manifest(Guests.Fixture, "wagi")));
        Assert.Equal(DiagnosticCode.NoHandler, Assert.Single(error.Diagnostics).Code);
    }

    private static Task<ServedApp> StartAsync(bool writes = false) => ServedApp.StartAsync(
        Manifest(s_program, "wagi"),
        new Dictionary<string, string> { ["data/text.txt"] = "some data." },
        options => options with { TransientWrites = writes });

    private static string Manifest(string wasm, string executor) => $$"""
        [[trigger.http]]
        route = "{{(executor == "wagi" ? "/cgi/..." : "/...")}}"
        component = "one"
        executor = { type = "{{executor}}" }

        [component.one]
        source = '{{wasm}}'
        {{(wasm == s_program && executor == "wagi" ? "files = [\"data/*\"]" : "")}}
        environment = { OWN = "yes", PATH_INFO = "overridden" }
        """;
}
