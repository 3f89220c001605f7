using Whorl.Apps.Routing;

namespace Whorl.Apps.Tests.Routing;

public sealed class RouterTests
{
    [Theory]
    [InlineData("/foo", "/foo")]
    [InlineData("/foo/", "/foo")]
    [InlineData("/foo//", "/foo")]
    [InlineData("//foo", "/foo")]
    [InlineData("/foo/bar", "/foo/bar")]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("/foo.txt", "/foo.txt")]
    [InlineData("/.hidden/x", "/.hidden/x")]
    [InlineData("/foobar", null)]
    [InlineData("/foo/bar/baz", null)]
    [InlineData("/foo//bar", null)]
    [InlineData("/Foo", null)]
    [InlineData("/fo", null)]
    [InlineData("/foo%2Fbar", null)]
    [InlineData("foo", null)]
    [InlineData("*", null)]
    [InlineData("", null)]
    public void Match_ExactRoutes_TakesWholePathWithoutTrailingSlashes(string path, string? expected) =>
        Assert.Equal(expected, Match(path, "/", "/foo", "/foo/bar", "/foo.txt", "/.hidden/x"));

    [Theory]
    [InlineData("/...", "/", "/")]
    [InlineData("/...", "/a", "/a")]
    [InlineData("/...", "/a/", "/a/")]
    [InlineData("/...", "/1/2/3", "/1/2/3")]
    [InlineData("/...", "//a", "/a")]
    [InlineData("/...", "/a///", "/a/")]
    [InlineData("/...", "///", "/")]
    [InlineData("/*", "/a/b", "/a/b")]
    [InlineData("/test/...", "/test", "")]
    [InlineData("/test/...", "/test/", "/")]
    [InlineData("/test/...", "/test//", "/")]
    [InlineData("/test/...", "/test/hello", "/hello")]
    [InlineData("/test/...", "/test/hello/", "/hello/")]
    [InlineData("/test/...", "/test//hello", "//hello")]
    [InlineData("/test/*", "/test/hello", "/hello")]
    [InlineData("/:a/...", "/x", "")]
    [InlineData("/:a/...", "/x/", "/")]
    [InlineData("/:a/...", "/x/y/z", "/y/z")]
    [InlineData("/test", "/test/", "")]
    public void Match_TrailingWildcard_KeepsItsSlashes(string route, string path, string expected)
    {
        Assert.True(RouterOf(route).TryMatch(path, out var match));

        Assert.Equal(expected, match.TrailingWildcard);
    }

    [Theory]
    [InlineData("/test/...", "/testing")]
    [InlineData("/test/...", "/tes")]
    [InlineData("/:a/b", "/b")]
    [InlineData("/:a", "/")]
    [InlineData("/a/:b/c", "/a//c")]
    public void Match_NoRoute_Fails(string route, string path) => Assert.False(RouterOf(route).TryMatch(path, out _));

    [Theory]
    [InlineData("/1/:two/3", "/1/2/3", "two=2")]
    [InlineData("/1/:two/...", "/1/2/3", "two=2")]
    [InlineData("/:a/:b/:c", "/x/y/z/", "a=x b=y c=z")]
    [InlineData("/users/:user_id/posts/:Post-ID", "/users/a%20b/posts/7", "user_id=a%20b Post-ID=7")]
    [InlineData("/:name.json", "/report.json", "name=report")]
    [InlineData("/:name.:ext", "/a.b.c", "name=a ext=b.c")]
    [InlineData("/v:major", "/v:major", "")]
    [InlineData("/files/a.:b.c", "/files/a.x.c", "b=x")]
    public void Match_Captures_AreSlicesOfThePath(string route, string path, string expected)
    {
        Assert.True(RouterOf(route).TryMatch(path, out var match));

        var captures = new List<string>();
        for (var i = 0; i < match.Pattern.Captures.Length; i++)
        {
            captures.Add($"{match.Pattern.Captures[i]}={match.Capture(i)}");
        }

        Assert.Equal(expected, string.Join(' ', captures));
    }

    [Theory]
    [InlineData("/one/two/three/four", "/one/two/three/...")]
    [InlineData("/one/two/x", "/one/two/...")]
    [InlineData("/one/x", "/one/...")]
    [InlineData("/one", "/one")]
    [InlineData("/x", "/:id")]
    [InlineData("/x.json", "/:id.json")]
    [InlineData("/x/y", "/:a/:b")]
    [InlineData("/x/edit", "/:a/edit")]
    [InlineData("/x/y/z", "/:a/...")]
    [InlineData("/", "/...")]
    public void Match_SeveralRoutesFit_MostSpecificWinsInAnyOrder(string path, string expected)
    {
        string[] routes =
        [
            "/...", "/:a/...", "/:id", "/:id.json", "/:a/:b", "/:a/edit", "/one", "/one/...", "/one/two/...", "/one/two/three/...",
        ];

        Assert.Equal(expected, Match(path, routes));
        Assert.Equal(expected, Match(path, [.. routes.Reverse()]));
        Assert.Equal(expected, Match(path, [.. routes.OrderBy(r => r.Length)]));
    }

    [Fact]
    public void Match_LiteralBranchLeadsNowhere_GoesBackToCapture() =>
        Assert.Equal("/:a/c", Match("/x/c", "/x/b", "/:a/c"));

    [Fact]
    public void Match_DeepBranchLeadsNowhere_GoesBackToShorterWildcard() =>
        Assert.Equal("/a/...", Match("/a/b/c/e", "/a/...", "/a/b/c/d", "/a/:x/c/d"));

    [Fact]
    public void Match_FailedCaptureBranch_LeavesNoTrace()
    {
        Assert.True(RouterOf("/:a/:b/x", "/:a/...").TryMatch("/1/2/3", out var match));

        Assert.Equal(["a"], match.Pattern.Captures);
        Assert.Equal("1", match.Capture(0));
        Assert.Equal("/2/3", match.TrailingWildcard);
    }

    [Fact]
    public void Match_MoreCapturesThanOnTheStack_AllAreFound()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"c{i}").ToList();

        Assert.True(RouterOf("/" + string.Join('/', names.Select(n => ":" + n))).TryMatch("/" + string.Join('/', names), out var match));

        Assert.Equal("c39", match.Capture(39));
    }

    [Fact]
    public void Match_ExactAndWildcardRoutes_AllocateNothing()
    {
        var router = RouterOf("/", "/a/b", "/static/...", "/:id");
        string[] paths = ["/", "/a/b", "/a/b/", "/static", "/static/x/y/"];
        MatchAll();

        var before = GC.GetAllocatedBytesForCurrentThread();
        MatchAll();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void MatchAll()
        {
            foreach (var path in paths)
            {
                router.TryMatch(path, out _);
            }
        }
    }

    [Fact]
    public void Routes_SameRawRoute_LastOneWins()
    {
        var router = new Router<int>([Route("/", 1), Route("/foo", 2), Route("/foo", 3)]);

        Assert.True(router.TryMatch("/foo", out var match));
        Assert.Equal(3, match.Target);
        Assert.Equal(2, router.Routes.Length);
    }

    [Theory]
    [InlineData("/foo", "/foo/")]
    [InlineData("/foo", "foo")]
    [InlineData("/:a", "/:b")]
    [InlineData("/x/...", "/x/*")]
    public void Routes_WrittenDifferentlyWithSameMeaning_FirstOneWins(string first, string second)
    {
        var router = new Router<int>([Route(first, 1), Route(second, 2)]);

        Assert.Equal([1], router.Routes.Select(r => r.Target));
    }

    [Fact]
    public void Routes_Listed_SpecificFirstAndEqualsAsDeclared()
    {
        var router = RouterOf("/...", "/:a", "/whee/...", "/foo", "/bar", "/");

        Assert.Equal(["/", "/foo", "/bar", "/whee/...", "/:a", "/..."], router.Routes.Select(r => r.Pattern.RawRoute));
    }

    [Fact]
    public void Capture_OutOfRange_Throws()
    {
        Assert.True(RouterOf("/:a").TryMatch("/x", out var match));

        Assert.Throws<ArgumentOutOfRangeException>(() => match.Capture(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => match.Capture(-1));
    }

    [Fact]
    public void Everything_ForServiceChaining_TakesWholePathAsWildcard()
    {
        var match = RouteMatches.Everything("target", "/a/b/");

        Assert.Equal("/a/b/", match.TrailingWildcard);
        Assert.Equal("/...", match.Pattern.MatchedRoute);
        Assert.Equal("/...", match.Pattern.RawRoute);
        Assert.Equal("", match.Pattern.ComponentRoute);
    }

    [Fact]
    public void Match_RandomRoutesAndPaths_AgreesWithTryingEachRouteInOrder()
    {
        var random = new Random(20260821);
        string[] pieces = ["a", "b", ":x", ":y", ":z.a", "a.b", ":p.:q"];
        string[] names = ["a", "b", "a.b", "c.a", "d"];
        for (var round = 0; round < 2_000; round++)
        {
            var routes = Enumerable.Range(0, random.Next(1, 8)).Select(_ => RandomPath(random, pieces) + (random.Next(3) == 0 ? "/..." : "")).ToArray();
            var router = RouterOf(routes);
            var path = RandomPath(random, names);

            var found = router.TryMatch(path, out var match);

            var fitting = router.Routes.Where(r => RouterOf(r.Pattern.RawRoute).TryMatch(path, out _)).Select(r => r.Pattern.RawRoute).ToList();
            Assert.Equal(fitting.Count > 0, found);
            Assert.True(!found || fitting.Contains(match.Pattern.RawRoute));
        }
    }

    private static string RandomPath(Random random, string[] pieces) =>
        "/" + string.Join('/', Enumerable.Range(0, random.Next(4)).Select((_, i) => pieces[random.Next(pieces.Length)].Replace(":", $":n{i}", StringComparison.Ordinal)));

    private static string? Match(string path, params string[] routes) =>
        RouterOf(routes).TryMatch(path, out var match) ? match.Target : null;

    private static Router<string> RouterOf(params string[] routes) => new(routes.Select(r => Route(r, r)));

    private static KeyValuePair<RoutePattern, T> Route<T>(string route, T target)
    {
        Assert.True(RoutePattern.TryParse("/", route, out var pattern, out var error), error);
        return new(pattern, target);
    }
}
