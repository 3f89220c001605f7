using Whorl.Apps.Loading;
using Whorl.Apps.Model;

namespace Whorl.Apps.Tests.Loading;

public sealed class MiddlewareChainsTests
{
    [Fact]
    public void Apply_OneTrigger_MovesItsMiddlewareToTheComponent()
    {
        var app = Apply("""
            { route = "/", component = "a", dependencies.middleware = [{ path = "m.wasm" }, { component = "n", inherit_configuration = true }] },
            """);

        Assert.Equal(["a", "b", "n"], app.Components.Select(c => c.Id));
        Assert.Equal(
            [("Local { Path = m.wasm }", InheritedCapabilities.None), ("Component { Id = n }", InheritedCapabilities.All)],
            app.Component("a").Middleware.Select(m => (m.Source.ToString(), m.Inherits)));
        Assert.Empty(app.Triggers[0].Dependencies);
        Assert.Equal("a", app.Triggers[0].Component);
    }

    [Fact]
    public void Apply_TriggersThatShareAComponent_EachGetACopyOfIt()
    {
        var app = Apply("""
            { route = "/1", component = "a", dependencies.middleware = [{ path = "m.wasm" }] },
            { route = "/2", component = "a", dependencies.middleware = [{ component = "n" }] },
            { route = "/3", component = "a" },
            { route = "/4", component = "a", dependencies.middleware = [] },
            { route = "/5", component = "b", dependencies.middleware = [{ component = "n" }] },
            """);

        Assert.Equal(["a-for-a-http-trigger", "a-for-http-trigger1", "a", "a", "b"], app.Triggers.Select(t => t.Component));
        Assert.Equal(["a", "b", "n", "a-for-a-http-trigger", "a-for-http-trigger1"], app.Components.Select(c => c.Id));
        Assert.Equal(["a", "b", "n", "a", "a"], app.Components.Select(c => c.DeclaredId));
        Assert.Equal([0, 1, 0, 1, 1], app.Components.Select(c => c.Middleware.Length));
        Assert.Equal(app.Component("a").Environment, app.Component("a-for-http-trigger1").Environment);
    }

    [Fact]
    public void Apply_CopyWhoseNameIsTaken_IsNumbered()
    {
        var app = Apply(
            """
            { id = "x", route = "/1", component = "a", dependencies.middleware = [{ component = "n" }] },
            { id = "y", route = "/2", component = "a" },
            """,
            """[component.a-for-x] \n source = "other.wasm" """);

        Assert.Equal("a-for-x-d1", app.Triggers[0].Component);
        Assert.Equal("a.wasm", ((ComponentSource.Local)app.Component("a-for-x-d1").Source).Path);
        Assert.Empty(app.Component("a-for-x").Middleware);
    }

    [Fact]
    public void Apply_NoMiddleware_ChangesNothing()
    {
        var app = Parse("""{ route = "/", component = "a" }""", "");

        Assert.Same(app, MiddlewareChains.Apply(app));
    }

    [Fact]
    public void Check_OfTheDisk_LooksForTheMiddleware()
    {
        var app = Apply("""{ route = "/", component = "a", dependencies.middleware = [{ path = "m.wasm" }, { component = "n" }] }""");

        Assert.Equal(
            ["component `a`", "middleware of component `a`", "component `n` (middleware of component `a`)"],
            AppDiskCheck.Run(app, [app.Component("a")]).Select(d => d.Message["the Wasm file of ".Length..d.Message.IndexOf(" does not", StringComparison.Ordinal)]));
    }

    private static AppModel Apply(string triggers, string more = "") => MiddlewareChains.Apply(Parse(triggers, more));

    private static AppModel Parse(string triggers, string more) => AppLoader.Parse(
        $$"""
        spin_manifest_version = 2
        application.name = "test"
        trigger.http = [
          {{triggers}}
        ]
        component.a = { source = "a.wasm", environment = { A = "1" } }
        component.b = { source = "b.wasm" }
        component.n = { source = "n.wasm" }
        {{more.Replace("\\n", "\n", StringComparison.Ordinal)}}
        """,
        "/app",
        "spin.toml").AppOrThrow();
}
