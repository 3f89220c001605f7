using Whorl.Apps.Routing;

namespace Whorl.Apps.Tests.Routing;

public sealed class RoutePatternTests
{
    // The columns are what spin-matched-route, spin-raw-component-route, spin-component-route and lists of routes say.
    [Theory]
    [InlineData("/", "/", "", "/", "/", "/")]
    [InlineData("/", "/foo", "/foo", "/foo", "/foo", "/foo")]
    [InlineData("/", "foo", "/foo", "foo", "foo", "/foo")]
    [InlineData("/", "/foo/", "/foo", "/foo/", "/foo/", "/foo")]
    [InlineData("/", "/...", "/...", "/...", "", "/ (wildcard)")]
    [InlineData("/", "...", "/...", "...", "...", "/ (wildcard)")]
    [InlineData("/", "/foo/...", "/foo/...", "/foo/...", "/foo", "/foo (wildcard)")]
    [InlineData("/", "/foo/*", "/foo/*", "/foo/*", "/foo/*", "/foo (wildcard)")]
    [InlineData("/base", "/foo/:id/...", "/base/foo/:id/...", "/foo/:id/...", "/foo/:id", "/base/foo/:id (wildcard)")]
    [InlineData("/base/", "/", "/base", "/", "/", "/base")]
    public void Parse_Route_GivesHeaderValues(string basePath, string raw, string matched, string rawHeader, string component, string shown)
    {
        Assert.True(RoutePattern.TryParse(basePath, raw, out var pattern, out var error), error);

        Assert.Equal((matched, rawHeader, component, shown), (pattern.MatchedRoute, pattern.RawRoute, pattern.ComponentRoute, pattern.ToString()));
    }

    [Fact]
    public void Parse_RouteWithBase_MatchesBelowTheBaseOnly()
    {
        Assert.True(RoutePattern.TryParse("/base", "/foo", out var pattern, out _));
        var router = new Router<int>([new(pattern, 1)]);

        Assert.True(router.TryMatch("/base/foo", out _));
        Assert.False(router.TryMatch("/foo", out _));
    }

    [Theory]
    [InlineData("userid", "spin-path-match-userid")]
    [InlineData("user_id", "spin-path-match-user-id")]
    [InlineData("User-ID", "spin-path-match-user-id")]
    public void CaptureHeaders_Names_AreLowerCaseWithDashes(string capture, string expected)
    {
        Assert.True(RoutePattern.TryParse("/", $"/:{capture}", out var pattern, out _));

        Assert.Equal([expected], pattern.CaptureHeaders);
    }

    [Theory]
    [InlineData("spin-path-info", true)]
    [InlineData("SPIN-Full-Url", true)]
    [InlineData("spin-", true)]
    [InlineData("spinning", false)]
    [InlineData("x-spin-path-info", false)]
    public void IsReserved_HeaderName_IsAnythingThatStartsWithSpinDash(string name, bool expected) =>
        Assert.Equal(expected, SpinHeaders.IsReserved(name));
}
