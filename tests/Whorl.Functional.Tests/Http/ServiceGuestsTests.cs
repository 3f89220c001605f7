using System.Text;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Runtime.Scheduling;

namespace Whorl.Functional.Tests.Http;

/// <summary>Guests of WASI 0.3 that another toolchain has made, or for another release of it.</summary>
public sealed class ServiceGuestsTests
{
    private static readonly string s_candidate = Guests.Require("tests/guests/candidate/candidate.wasm");
    private static readonly string s_candidateModule = Guests.Require("tests/guests/candidate/candidate.module.wasm");
    private static readonly string s_promises = Guests.Require("tests/guests/promises/promises.wasm");

    public static TheoryData<string> OfTheCandidate => [s_candidate, s_candidateModule];

    [Theory]
    [MemberData(nameof(OfTheCandidate))]
    public async Task Candidate_Answers_WithInstancesThatAreReused(string wasm)
    {
        await using ServedApp app = await StartAsync(wasm);
        Assert.Equal("Hello from a task!\n", await app.GetTextAsync("/hello"));
        Assert.Equal("waited\n", await app.GetTextAsync("/wait"));
        Assert.Equal("3", await app.GetTextAsync("/count"));
        byte[] sent = RandomBytes();
        Assert.Equal(sent, await PostAsync(app, "/copy", sent));
        Assert.Equal(sent, await PostAsync(app, "/echo", sent));
    }

    [Fact]
    public async Task Candidate_SendsRequests_AsFarAsItMay()
    {
        using var server = new HeldServer();
        server.Release();
        await using ServedApp app = await StartAsync(s_candidate, $"""allowed_outbound_hosts = ["http://{server.Authority}"]""");
        Assert.Equal("200", await AskAsync(app, server.Authority));

        // Of what the guest answers, 1000 and more are errors.
        Assert.Equal("1015", await AskAsync(app, "127.0.0.1:1"));
    }

    [Fact]
    public async Task Promises_Answer_WithInstancesThatAreReused()
    {
        await using ServedApp app = await StartAsync(s_promises);
        using HttpResponseMessage hello = await app.GetAsync("/hello");
        Assert.Equal("Hello from a promise!\n", await hello.Content.ReadAsStringAsync());
        Assert.Equal("promises", hello.Headers.GetValues("x-guest").Single());
        Assert.Equal("1000", await app.GetTextAsync("/turns"));
        Assert.Equal("3", await app.GetTextAsync("/count"));
        Assert.Equal(404, await app.GetStatusAsync("/none"));
        Assert.Equal(403, await app.GetStatusAsync("/refuse"));
    }

    [Fact]
    public async Task Promises_ReadAndWriteStreams()
    {
        await using ServedApp app = await StartAsync(s_promises);
        byte[] sent = RandomBytes();
        Assert.Equal(sent, await PostAsync(app, "/echo", sent));
        Assert.Equal($"{sent.Length}", Encoding.UTF8.GetString(await PostAsync(app, "/length", sent)));
        Assert.Equal("SHOUT", Encoding.UTF8.GetString(await PostAsync(app, "/upper", "shout"u8.ToArray())));
    }

    [Fact]
    public async Task Promises_OfManyRequests_AreKeptApart()
    {
        await using ServedApp app = await StartAsync(s_promises);
        string[] upper = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
            Encoding.UTF8.GetString(await PostAsync(app, "/upper", Encoding.UTF8.GetBytes($"request {i} {new string('x', i * 1000)}")))));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"REQUEST {i} {new string('X', i * 1000)}"), upper);
    }

    [Fact]
    public async Task Promise_ThatIsRejected_EndsItsInstance_AndTheNextRequestHasAnother()
    {
        await using ServedApp app = await StartAsync(s_promises);
        Assert.Equal(500, await app.GetStatusAsync("/throw"));
        Assert.Equal("1", await app.GetTextAsync("/count"));
    }

    private static async Task<byte[]> PostAsync(ServedApp app, string path, byte[] body)
    {
        using HttpResponseMessage response = await app.Client.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(body));
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<string> AskAsync(ServedApp app, string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/out") { Headers = { { "x-target", target } } };
        using HttpResponseMessage response = await app.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private static byte[] RandomBytes()
    {
        byte[] bytes = new byte[1_000_000];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }

    // With one slot for guests there is only ever one instance, and its count tells of all requests before.
    private static Task<ServedApp> StartAsync(string wasm, string lines = "") => ServedApp.StartAsync(
        $"""
            [[trigger.http]]
            route = "/..."
            component = "guest"

            [component.guest]
            source = '{wasm}'
            {lines}
            """,
        options: options => options with { Scheduler = new SchedulerOptions { Slots = 1 } });
}
