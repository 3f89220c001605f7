using Whorl.Functional.Tests.Infrastructure;
using Whorl.Runtime.Loading;
using Whorl.Runtime.Logs;

namespace Whorl.Functional.Tests.Loading;

/// <summary>What instances see of the world: environment, files, and where their output goes.</summary>
public sealed class WorldTests
{
    [Fact]
    public async Task Environment_OfTheManifest_IsTheGuests()
    {
        await using ServedApp app = await ServedApp.FixtureAsync("""environment = { GREETING = "hello there", EMPTY = "" }""");

        Assert.Equal("EMPTY=\nGREETING=hello there\n", await app.GetTextAsync("/env"));
    }

    [Fact]
    public async Task Files_OfTheManifest_CanBeReadAndNothingElse()
    {
        await using ServedApp app = await ServedApp.StartAsync(
            $"""
            [[trigger.http]]
            route = "/..."
            component = "fixture"
            [component.fixture]
            source = '{Guests.Fixture}'
            files = ["kept/*", {"{ source = \"assets\", destination = \"/public\" }"}]
            """,
            new Dictionary<string, string> { ["kept/a.txt"] = "a", ["assets/b.txt"] = "b", ["secret.txt"] = "s" });

        Assert.Equal("a", await app.GetTextAsync("/file/kept/a.txt"));
        Assert.Equal("b", await app.GetTextAsync("/file/public/b.txt"));
        Assert.Equal(404, await app.GetStatusAsync("/file/secret.txt"));
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);
        await connection.SendAsync("GET /file/../secret.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_WrittenByAGuest_AreRefusedUnlessAllowed()
    {
        await using ServedApp strict = await ServedApp.FixtureAsync();
        await using ServedApp lenient = await ServedApp.FixtureAsync(options: o => o with { TransientWrites = true });

        Assert.Equal(403, await strict.GetStatusAsync("/write/new.txt"));
        Assert.Equal(200, await lenient.GetStatusAsync("/write/new.txt"));
        Assert.Equal(404, await lenient.GetStatusAsync("/file/new.txt"));
    }

    [Fact]
    public async Task Output_OfComponents_GoesToTheLogFilesAndToWhoeverFollows()
    {
        using var followed = new MemoryStream();
        DirectoryInfo logs = Directory.CreateTempSubdirectory("whorl-test-logs-");
        await using (ServedApp app = await ServedApp.FixtureAsync(options: o => With(o, logs, followed)))
        {
            Assert.Equal(200, await app.GetStatusAsync("/print"));
            Assert.Equal(200, await app.GetStatusAsync("/print"));
        }

        Assert.Equal("to stdout\nto stdout\n", await File.ReadAllTextAsync(Path.Combine(logs.FullName, "fixture_stdout.txt")));
        Assert.Equal("to stderr\nto stderr\n", await File.ReadAllTextAsync(Path.Combine(logs.FullName, "fixture_stderr.txt")));
        Assert.Equal(40, followed.Length);
        logs.Delete(recursive: true);
    }

    [Fact]
    public async Task Output_ThatIsNotFollowed_IsNotShown()
    {
        using var followed = new MemoryStream();
        await using (ServedApp app = await ServedApp.FixtureAsync(options: o => o with { FollowStream = followed, Logs = new LogOptions { Quiet = true } }))
        {
            Assert.Equal(200, await app.GetStatusAsync("/print"));
        }

        Assert.Equal(0, followed.Length);
    }

    private static AppRuntimeOptions With(AppRuntimeOptions options, DirectoryInfo logs, Stream followed) =>
        options with { FollowStream = followed, Logs = new LogOptions { Folder = logs.FullName } };
}
