using System.Text.RegularExpressions;
using Whorl.Apps.Configuration;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;

namespace Whorl.Apps.Tests.Configuration;

public sealed class RuntimeConfigCheckTests
{
    [Theory]
    [InlineData("web", "")]
    [InlineData("idle", "")]
    [InlineData("wbe", "Did you mean `web`?")]
    [InlineData("web-for-first", "The app has `web`, `idle`, `pass`. If the table is for another app, leave it as it is.")]
    public void Run_ComponentOfClientTls_IsOneOfTheManifestOrAWarning(string component, string remedy)
    {
        string config = $"[[client_tls]]\ncomponent_ids = ['{component}']\nhosts = ['a.example']";

        Assert.Equal(
            remedy.Length == 0 ? "" : $"rc.toml:1:3: warning W0301: [[client_tls]] names component `{component}`, which app `test` does not have\n    help: {remedy}",
            Check(config, MiddlewareChains.Apply(App())));
    }

    [Fact]
    public void Run_ComponentThatIsNotSelected_IsKnown() =>
        Assert.Equal("", Check("[[client_tls]]\ncomponent_ids = ['idle']\nhosts = ['a.example']", ComponentSelection.Apply(App(), ["web"])));

    [Theory]
    [InlineData("[key_value_store.defualt]\ntype = 'spin'", "rc.toml:1:18: warning W1101: no component asks for [key_value_store.defualt], ")]
    [InlineData("[sqlite_database.Default]\ntype = 'spin'", "rc.toml:1:18: warning W1101: no component asks for [sqlite_database.Default], ")]
    [InlineData("[key_value_store.defualt]\ntype = 'spin'\n[key_value_store.default]\ntype = 'spin'", "")]
    [InlineData("[key_value_store.sessions]\ntype = 'spin'", "")]
    [InlineData("[key_value_store.defaults]\ntype = 'spin'", "")]
    public void Run_LabelLikeThatOfTheDefaultStore_IsAWarningIfNobodyAsksForIt(string config, string expected) =>
        Assert.Matches($"^{Regex.Escape(expected)}{(expected.Length == 0 ? "$" : "")}", Check(config, App()));

    private static string Check(string config, AppModel app) =>
        string.Join('\n', RuntimeConfigCheck.Run(RuntimeConfigReader.Parse(config, "/etc", "rc.toml"), app));

    private static AppModel App() => AppLoader.Parse(
        """
        spin_manifest_version = 2
        application.name = "test"
        trigger.http = [
          { id = "first", route = "/1", component = "web", dependencies.middleware = [{ component = "pass" }] },
          { route = "/2", component = "web" },
          { route = "/3", component = "idle" },
        ]
        component.web = { source = "web.wasm", key_value_stores = ["default", "defaults"], sqlite_databases = ["default"] }
        component.idle = { source = "idle.wasm" }
        component.pass = { source = "pass.wasm" }
        """,
        "/app",
        "spin.toml").AppOrThrow();
}
