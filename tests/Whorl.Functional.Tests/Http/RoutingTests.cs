using System.Net;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Http;

public sealed class RoutingTests
{
    private const string Manifest = """
        [[trigger.http]]
        route = "/"
        component = "home"

        [[trigger.http]]
        route = "/users/:user_id/..."
        component = "users"

        [[trigger.http]]
        route = "/robots.txt"
        static_response = { headers = { content-type = "text/robots" }, body = "User-agent: *\n" }

        [[trigger.http]]
        route = "/moved"
        static_response = { status_code = 301, headers = { location = "/" } }

        [[trigger.http]]
        route = { private = true }
        component = "inner"

        [component.home]
        source = '{0}'
        [component.users]
        source = '{0}'
        [component.inner]
        source = '{0}'
        """;

    [Fact]
    public async Task Path_WithARoute_ReachesItsComponent()
    {
        await using ServedApp app = await StartAsync();

        Assert.Equal("fixture /\n", await app.GetTextAsync("/"));
        Assert.Equal("fixture /users/42/posts?page=2\n", await app.GetTextAsync("/users/42/posts?page=2"));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/inner")]
    [InlineData("/.well-known/spin/other")]
    public async Task Path_WithoutARoute_IsAnEmpty404(string path)
    {
        await using ServedApp app = await StartAsync();

        using HttpResponseMessage response = await app.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(0, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task StaticResponse_IsSentAsTheManifestSpellsIt()
    {
        await using ServedApp app = await StartAsync();

        using HttpResponseMessage robots = await app.GetAsync("/robots.txt");
        Assert.Equal("User-agent: *\n", await robots.Content.ReadAsStringAsync());
        Assert.Equal("text/robots", robots.Content.Headers.ContentType!.MediaType);
        using HttpResponseMessage moved = await app.GetAsync("/moved");
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.Equal("/", moved.Headers.Location!.ToString());
    }

    [Fact]
    public async Task WellKnownPaths_AreAnsweredByTheHost()
    {
        await using ServedApp app = await StartAsync();

        Assert.Equal("OK", await app.GetTextAsync("/.well-known/spin/health"));
        Assert.Equal(
            """{"name":"test-app","version":"1.2.3"}""",
            (await app.GetTextAsync("/.well-known/spin/info")).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Head_IsAnsweredWithoutABody()
    {
        await using ServedApp app = await StartAsync();

        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Target_InAbsoluteForm_IsRoutedByItsPath()
    {
        await using ServedApp app = await StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(app.Address);

        await connection.SendAsync("GET http://elsewhere.example/users/7?q HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n");

        string answer = await connection.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("fixture /users/7?q", answer, StringComparison.Ordinal);
    }

    private static Task<ServedApp> StartAsync() => ServedApp.StartAsync(Manifest.Replace("{0}", Guests.Fixture, StringComparison.Ordinal));
}
