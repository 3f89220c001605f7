using System.Net;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Http;

public sealed class HeaderTests
{
    [Fact]
    public async Task SpinHeaders_TellTheGuestHowItWasReached()
    {
        await using ServedApp app = await ServedApp.StartAsync(
            $"""
            [[trigger.http]]
            route = "/headers/:user_id/..."
            component = "fixture"
            [component.fixture]
            source = '{Guests.Fixture}'
            """);

        ILookup<string, string> seen = await HeadersAsync(app, "/headers/42/more/path/?q=1");

        Assert.Equal(["/more/path/"], seen["spin-path-info"]);
        Assert.Equal([$"http://{app.Address}/headers/42/more/path/?q=1"], seen["spin-full-url"]);
        Assert.Equal(["/headers/:user_id/..."], seen["spin-matched-route"]);
        Assert.Equal(["/"], seen["spin-base-path"]);
        Assert.Equal(["/headers/:user_id/..."], seen["spin-raw-component-route"]);
        Assert.Equal(["/headers/:user_id"], seen["spin-component-route"]);
        Assert.Equal(["42"], seen["spin-path-match-user-id"]);
        Assert.Matches(@"^127\.0\.0\.1:\d+$", Assert.Single(seen["spin-client-addr"]));
        Assert.Equal(8, seen.Count(g => g.Key.StartsWith("spin-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SpinHeaders_SentByAClient_DoNotReachTheGuest()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();

        ILookup<string, string> seen = await HeadersAsync(
            app, "/headers", ("spin-client-addr", "10.0.0.1:1"), ("Spin-Path-Info", "/admin"), ("spin-anything", "forged"), ("x-spin", "kept"));

        Assert.DoesNotContain("10.0.0.1:1", seen["spin-client-addr"]);
        Assert.Equal([""], seen["spin-path-info"].Select(v => v.Replace("/headers", "", StringComparison.Ordinal)));
        Assert.Empty(seen["spin-anything"]);
        Assert.Equal(["kept"], seen["x-spin"]);
    }

    [Fact]
    public async Task HeadersOfTheConnection_DoNotReachTheGuest()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);

        await connection.SendAsync("GET /headers HTTP/1.1\r\nHost: here\r\nConnection: close\r\nKeep-Alive: timeout=5\r\nUpgrade: h2c\r\n\r\n");
        string answer = await connection.ReadToEndAsync();

        Assert.Contains("host: here\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("connection: ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("keep-alive: ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("upgrade: ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeaderValues_KeepTheirBytes()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);

        await connection.SendAsync("GET /headers HTTP/1.1\r\nHost: here\r\nX-Bytes: caf\u00e9 \u00ff\u0080\r\nConnection: close\r\n\r\n");

        Assert.Contains("x-bytes: caf\u00e9 \u00ff\u0080\n", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_GivenTwice_ReachesTheGuestTwice()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);

        await connection.SendAsync("GET /headers HTTP/1.1\r\nHost: here\r\nX-Twice: one\r\nX-Twice: two\r\nConnection: close\r\n\r\n");

        Assert.Contains("x-twice: one\nx-twice: two\n", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_BeyondTheLimitOfAComponent_AreRefused()
    {
        await using ServedApp app = await ServedApp.StartAsync(
            $"""
            [[trigger.http]]
            route = "/strict"
            component = "strict"
            [[trigger.http]]
            route = "/..."
            component = "lenient"
            [component.strict]
            source = '{Guests.Fixture}'
            tool.whorl.limits.request-headers = "1KiB"
            [component.lenient]
            source = '{Guests.Fixture}'
            """);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/strict");
        request.Headers.Add("x-large", new string('x', 2000));
        using HttpResponseMessage refused = await app.Client.SendAsync(request);
        using var other = new HttpRequestMessage(HttpMethod.Get, "/other");
        other.Headers.Add("x-large", new string('x', 2000));
        using HttpResponseMessage taken = await app.Client.SendAsync(other);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task Response_HasNoHeadersButTheGuests()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();

        using HttpResponseMessage response = await app.GetAsync("/");

        Assert.Equal(["Date"], response.Headers.Select(h => h.Key));
        Assert.Equal(["Content-Length", "Content-Type"], response.Content.Headers.Select(h => h.Key).Order());
    }

    private static async Task<ILookup<string, string>> HeadersAsync(ServedApp app, string path, params (string Name, string Value)[] sent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach ((string name, string value) in sent)
        {
            request.Headers.Add(name, value);
        }

        using HttpResponseMessage response = await app.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2))
            .ToLookup(parts => parts[0], parts => parts[1]);
    }
}
