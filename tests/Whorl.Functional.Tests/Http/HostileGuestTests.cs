using System.Net;
using Whorl.Apps.Diagnostics;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Http;

/// <summary>Whatever a guest does, its client gets the right status, the log says what happened, and the next request is served.</summary>
public sealed class HostileGuestTests
{
    private const string ShortLimits = """
        cpu = "100ms"
        wall = "3s"
        memory = "16MiB"
        handles = 200
        """;

    [Theory]
    [InlineData("/trap", 500, "trapped", "UnreachableCodeReached", "at ")]
    [InlineData("/recurse", 500, "trapped", "at ")]
    [InlineData("/loop", 504, "limit cpu", "00:00:00.1", "at ")]
    [InlineData("/bad-pointer", 500, "trapped")]
    [InlineData("/bad-handle", 500, "trapped")]
    [InlineData("/wrong-type", 500, "trapped")]
    [InlineData("/many-handles", 500, "handles")]
    [InlineData("/never", 500)]
    [InlineData("/huge/200", 500)]
    public async Task Guest_ThatFails_IsAnsweredForAndLogged(string path, int status, params string[] logged)
    {
        await using ServedApp app = await ServedApp.FixtureAsync(limits: ShortLimits);

        Assert.Equal(status, await app.GetStatusAsync(path));
        if (logged.Length > 0)
        {
            await app.Log.LineAsync(["test-app/fixture", .. logged]);
        }

        Assert.Equal("fixture /\n", await app.GetTextAsync("/"));
    }

    [Fact]
    public async Task Guest_ThatWaitsForever_IsEndedAtItsWallLimit()
    {
        await using ServedApp app = await ServedApp.FixtureAsync(limits: """wall = "300ms" """);

        Assert.Equal(504, await app.GetStatusAsync("/hang"));

        await app.Log.LineAsync("test-app/fixture", "limit wall", "00:00:00.3");
        Assert.Equal(200, await app.GetStatusAsync("/"));
    }

    [Fact]
    public async Task Guest_ThatTakesAllMemory_GetsNoMoreThanItsLimit()
    {
        await using ServedApp app = await ServedApp.FixtureAsync(limits: """memory = "16MiB" """);

        int pages = int.Parse(await app.GetTextAsync("/grow"), System.Globalization.CultureInfo.InvariantCulture);

        Assert.InRange(pages, 1, 16 * 1024 / 64);
        await app.Log.LineAsync("test-app/fixture", "limit memory of 16777216");
        Assert.Equal(200, await app.GetStatusAsync("/"));
    }

    [Fact]
    public async Task Guest_ThatBeginsWithMoreMemoryThanItsLimit_IsNotServed()
    {
        AppException failure = await Assert.ThrowsAsync<AppException>(() => ServedApp.FixtureAsync(limits: """memory = "64KiB" """));

        Assert.Contains("does not fit its limit `memory` of 65536", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guest_ThatAnswersWithAnError_GetsItsStatus()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();

        Assert.Contains(await app.GetStatusAsync("/error"), new[] { 500, 502 });
    }

    [Fact]
    public async Task Guest_ThatAnswersTwice_IsAnsweredForOnce()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();

        Assert.Contains(await app.GetStatusAsync("/twice"), new[] { 200, 500 });
        Assert.Equal(200, await app.GetStatusAsync("/"));
    }

    [Theory]
    [InlineData("/half")]
    [InlineData("/half-trap")]
    public async Task Guest_ThatStopsInTheMiddleOfItsBody_LeavesABrokenResponse(string path)
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);

        await connection.SendAsync($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        string answer = await connection.ReadToEndAsync();

        // Nothing may make the client take what there is for a whole response.
        Assert.True(answer.Contains("HTTP/1.1 500 ", StringComparison.Ordinal) || !answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal), answer);
        Assert.Equal(200, await app.GetStatusAsync("/"));
    }

    [Fact]
    public async Task Guest_ThatFloodsItsOutput_IsCutOffAtTheLimit()
    {
        await using ServedApp app = await ServedApp.FixtureAsync(limits: """log-bytes = "64KiB" """);

        Assert.Equal(200, await app.GetStatusAsync("/flood"));
        await app.Log.LineAsync("test-app/fixture", "65536");
    }

    [Fact]
    public async Task Client_ThatGoesAwayInTheMiddleOfItsBody_EndsTheGuest()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using (RawConnection connection = await RawConnection.OpenAsync(app.Address))
        {
            await connection.SendAsync("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nsome of it");
            await WaitForGuestAsync(app);
        }

        await app.Log.LineAsync("test-app/fixture", "499");
        Assert.Equal(200, await app.GetStatusAsync("/"));
    }

    [Fact]
    public async Task Client_ThatGoesAwayWhileTheGuestWaits_EndsTheGuest()
    {
        await using ServedApp app = await ServedApp.FixtureAsync();
        using (RawConnection connection = await RawConnection.OpenAsync(app.Address))
        {
            await connection.SendAsync("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
            await WaitForGuestAsync(app);
        }

        await app.Log.LineAsync("test-app/fixture", "499");
    }

    [Fact]
    public async Task Requests_BeyondTheQueue_AreRefusedWithAHintWhenToComeBack()
    {
        using var server = new HeldServer();
        await using ServedApp app = await ServedApp.FixtureAsync(
            componentLines: $"""allowed_outbound_hosts = ["http://{server.Authority}"]""",
            limits: "max-concurrency = 1\nqueue-length = 1");

        Task<string> running = app.GetTextAsync($"/fetch/{server.Authority}/");
        await server.ReceivedAsync(1);
        Task<string> queued = app.GetTextAsync("/");
        while (app.App.Statistics.Queued == 0)
        {
            await Task.Yield();
        }

        using HttpResponseMessage refused = await app.GetAsync("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await app.Log.LineAsync("test-app/fixture", "503", "queue-length of 1");
        server.Release();
        Assert.Equal("released", await running);
        Assert.Equal("fixture /\n", await queued);
    }

    [Fact]
    public async Task ThousandGuests_ThatWait_DoNotKeepOthersFromRunning()
    {
        using var server = new HeldServer();
        await using ServedApp app = await ServedApp.FixtureAsync(componentLines: $"""allowed_outbound_hosts = ["http://{server.Authority}"]""");
        Task<string>[] waiting = [.. Enumerable.Range(0, 1000).Select(_ => app.GetTextAsync($"/fetch/{server.Authority}/"))];

        // The sender opens at most 256 connections to one server; the other guests wait for one of those.
        await server.ReceivedAsync(256);
        while (app.App.Statistics.Blocked < 1000)
        {
            await Task.Yield();
        }

        Assert.Equal("fixture /\n", await app.GetTextAsync("/"));
        server.Release();
        Assert.All(await Task.WhenAll(waiting), text => Assert.Equal("released", text));
    }

    private static async Task WaitForGuestAsync(ServedApp app)
    {
        while (app.App.Statistics.Blocked == 0)
        {
            await Task.Yield();
        }
    }
}
