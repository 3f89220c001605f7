using System.Globalization;
using Microsoft.AspNetCore.Http;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Http;

public sealed class SpinHttpTests
{
    public static TheoryData<string> Cases => ScriptApp.CasesOf("http");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Guest_UsesEveryFunction(string script)
    {
        await using WebServer server = await WebServer.StartAsync(AnswerAsync);
        await using ScriptApp app = await StartAsync(server);
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task Redirect_ToAHostThatIsNotAllowed_IsDeniedAndLogged()
    {
        await using WebServer server = await WebServer.StartAsync(AnswerAsync);
        await using ScriptApp app = await StartAsync(server);

        string denied = await app.RunAsync($"return failure(() => {Get("/to?http://10.1.2.3/x")})");

        Assert.Equal("\"destination-not-allowed\"", denied);
        await app.Log.LineAsync("disallowed destination 'http://10.1.2.3'");
    }

    [Fact]
    public async Task Redirect_ToAnotherServer_DoesNotTellItWhatWasForTheFirst()
    {
        await using WebServer first = await WebServer.StartAsync(AnswerAsync);
        await using WebServer second = await WebServer.StartAsync(AnswerAsync);
        await using ScriptApp app = await StartAsync(first);

        string seen = await app.RunAsync(
            $$"""
            return text(sendRequest({
              method: 'get', uri: `http://${variable('server')}/to?{{second.Url}}/echo`, params: [],
              headers: [['authorization', 'Bearer secret'], ['x-other', 'kept']],
            }).body);
            """);

        Assert.Contains("x-other=kept", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_MoreThanTheAppMayHave_WaitForOneAnother()
    {
        int open = 0, most = 0;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebServer server = await WebServer.StartAsync(async context =>
        {
            int now = Interlocked.Increment(ref open);
            InterlockedMax(ref most, now);
            if (now == 2)
            {
                full.TrySetResult();
            }

            // Until two are here at once; so it is seen that the limit is reached, and then that it is kept.
            await full.Task.WaitAsync(Patience.Long, CancellationToken.None);
            Interlocked.Decrement(ref open);
            await context.Response.WriteAsync("answered");
        });
        await using ScriptApp app = await StartAsync(server, "[outbound_http]\nmax_connections = 2");

        string[] answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => app.RunAsync(i % 2 == 0
            ? $"return text({Get("/")}.body)"
            : "return fetch('HTTP', variable('server'), '/').body")));

        Assert.All(answers, answer => Assert.Equal("\"answered\"", answer));
        Assert.Equal(2, most);
    }

    [Theory]
    [InlineData("max_connections = 1", 1)]
    [InlineData("connection_pooling = false", 3)]
    [InlineData("connection_pooling = true", 1)]
    public async Task Pooling_RequestsOneAfterAnother_ShareAConnectionUnlessItIsOff(string setting, int connections)
    {
        await using WebServer server = await WebServer.StartAsync(context => context.Response.WriteAsync(context.Connection.Id));
        await using ScriptApp app = await StartAsync(server, $"[outbound_http]\n{setting}");
        var seen = new HashSet<string>();
        for (int i = 0; i < 3; i++)
        {
            seen.Add(await app.RunAsync($"return text({Get("/")}.body)"));
        }

        Assert.Equal(connections, seen.Count);
    }

    [Fact]
    public async Task TotalConnections_AnIdleOneToAnotherServer_MakesRoom()
    {
        await using WebServer first = await WebServer.StartAsync(AnswerAsync);
        await using WebServer second = await WebServer.StartAsync(AnswerAsync);
        await using ScriptApp app = await StartAsync(first, "[outbound_networking]\nmax_total_connections = 1");

        Assert.Equal("200", await app.RunAsync($"return {Get("/echo")}.status"));
        Assert.Equal("200", await app.RunAsync($"return sendRequest({{ method: 'get', uri: '{second.Url}/echo', headers: [], params: [] }}).status"));
    }

    private static Task<ScriptApp> StartAsync(WebServer server, string config = "") => ScriptApp.StartAsync(
        "allowed_outbound_hosts = ['http://127.0.0.1:*', 'http://self']", config, variables: new Dictionary<string, string> { ["server"] = server.Authority });

    private static string Get(string path) => $"sendRequest({{ method: 'get', uri: `http://${{variable('server')}}{path}`, headers: [], params: [] }})";

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var now && now != seen)
        {
            seen = now;
        }
    }

    /// <summary><c>/echo</c> tells what it was asked, <c>/to?URL</c> and <c>/again?URL</c> redirect there, the rest is not there.</summary>
    private static async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        switch (request.Path)
        {
            case "/to":
                context.Response.Redirect(request.QueryString.Value![1..]);
                return;
            case "/again":
                context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
                context.Response.Headers.Location = request.QueryString.Value![1..];
                return;
            case "/round":
                context.Response.Redirect("/round");
                return;
            case "/echo" or "/a%2Fb":
                string headers = string.Join(' ', request.Headers.Where(h => h.Key != "Host").Select(h => $"{h.Key}={h.Value}").Order(StringComparer.Ordinal));
                string body = await WebServer.BodyAsync(context);
                context.Response.Headers["X-Answer"] = body.Length.ToString(CultureInfo.InvariantCulture);
                context.Response.StatusCode = request.Query.ContainsKey("teapot") ? 418 : 200;
                await context.Response.WriteAsync($"{request.Method} {context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget} [{headers}] {body}");
                return;
            default:
                context.Response.StatusCode = 404;
                return;
        }
    }
}
