using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;

namespace Whorl.Apps.Tests.Loading;

public sealed class ComponentSelectionTests
{
    [Fact]
    public void Apply_Components_KeepsTheirTriggersAndDependencies()
    {
        var app = ComponentSelection.Apply(App(), ["front"]);

        Assert.Equal(["front", "gate", "maths"], app.Components.Select(c => c.Id));
        Assert.Equal(["front-http-trigger"], app.Triggers.Select(t => t.Id));
    }

    [Fact]
    public void Apply_NoComponents_KeepsAll()
    {
        var app = App();

        Assert.Same(app, ComponentSelection.Apply(app, []));
    }

    [Fact]
    public void Apply_UnknownComponent_SuggestsTheNearest() =>
        Assert.Contains("Did you mean `front`?", Assert.Throws<AppException>(() => ComponentSelection.Apply(App(), ["frond"])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "caller", "`front` (\"http://front.spin.internal\")")]
    [InlineData(true, "all", "every component (\"http://*.spin.internal\")")]
    [InlineData(false, "caller,front", null)]
    [InlineData(false, "template", null)]
    public void Apply_ChainingToComponentsLeftOut_IsRefused(bool isRefused, string components, string? expected)
    {
        var error = Record.Exception(() => ComponentSelection.Apply(App(), components.Split(',')));

        Assert.Equal(isRefused, error is AppException);
        Assert.Contains(expected ?? "", error?.Message ?? "", StringComparison.Ordinal);
    }

    private static AppModel App() => AppLoader.Parse(
        """
        spin_manifest_version = 2
        application.name = "test"
        variables.who = { default = "front" }
        trigger.http = [
          { route = "/", component = "front", dependencies.middleware = [{ component = "gate" }] },
          { route = "/caller", component = "caller" },
          { route = "/all", component = "all" },
          { route = "/template", component = "template" },
          { route = "/static", static_response = { body = "x" } },
        ]
        component.front = { source = "front.wasm", dependencies = { "a:maths" = { component = "maths" } } }
        component.gate = { source = "gate.wasm" }
        component.maths = { source = "maths.wasm" }
        component.caller = { source = "caller.wasm", allowed_outbound_hosts = ["http://front.spin.internal"] }
        component.all = { source = "all.wasm", allowed_outbound_hosts = ["http://*.spin.internal"] }
        component.template = { source = "template.wasm", allowed_outbound_hosts = ["http://{{ who }}.spin.internal"] }
        """,
        "/app",
        "spin.toml").AppOrThrow();
}
