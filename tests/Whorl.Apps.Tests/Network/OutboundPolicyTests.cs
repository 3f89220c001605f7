using Whorl.Apps.Loading;
using Whorl.Apps.Network;
using Whorl.Apps.Variables;

namespace Whorl.Apps.Tests.Network;

public sealed class OutboundPolicyTests
{
    [Fact]
    public void Check_NoRules_DeniesAndNamesTheLineThatAllows()
    {
        var decision = Check("https://api.example.com:8443/path");

        Assert.False(decision.IsAllowed);
        Assert.Equal("component `web` may not connect to https://api.example.com:8443: it has no `allowed_outbound_hosts`", decision.Reason);
        Assert.Equal("https://api.example.com:8443", decision.AllowingEntry);
        Assert.Equal("To allow it, add \"https://api.example.com:8443\" to `allowed_outbound_hosts` of [component.web].", decision.Remedy);
    }

    [Theory]
    [InlineData("https://api.example.com", "https://api.example.com:8443", "\"https://api.example.com\" allows this host at port 443 only")]
    [InlineData("https://*.example.com:1..3", "https://api.example.com", "\"https://*.example.com:1..3\" allows this host at ports 1 to 2 only")]
    [InlineData("https://api.example.com:*", "http://api.example.com", "\"https://api.example.com:*\" allows this host for scheme `https` only")]
    [InlineData("https://other.example", "https://api.example.com", "no entry of its `allowed_outbound_hosts` is for this host")]
    public void Check_NearMiss_SaysWhatTheRuleAllows(string rule, string url, string expected) =>
        Assert.EndsWith(": " + expected, Check(url, rule).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://api.example.com:8080", "\"http://*.example.com\" allows this host at port 80 only")]
    [InlineData("https://api.example.com:9000", "\"https://api.example.com:1..9\" allows this host at ports 1 to 8 only")]
    [InlineData("redis://api.example.com:5", "\"https://api.example.com:1..9\" allows this host for scheme `https` only")]
    [InlineData("redis://api.example.com", "\"https://api.example.com:1..9\" allows this host for scheme `https` at ports 1 to 8 only")]
    public void Check_SeveralNearMisses_NamesTheOneThatLacksLeast(string url, string expected) =>
        Assert.EndsWith(": " + expected, Check(url, "https://api.example.com:1..9", "http://*.example.com", "http://other.example").Reason, StringComparison.Ordinal);

    [Fact]
    public void Check_DeniedDestination_AllowingEntryReallyAllowsIt()
    {
        foreach (var url in new[] { "http://example.com", "https://[::1]:8080", "redis://10.0.0.1", "tcp://127.0.0.1:1234" })
        {
            Assert.True(Check(url, Check(url).AllowingEntry!).IsAllowed, url);
        }
    }

    [Theory]
    [InlineData("http://stock.spin.internal", "http://*.spin.internal", true)]
    [InlineData("http://stock.spin.internal", "http://stock.spin.internal", true)]
    [InlineData("http://stock.spin.internal", "http://*:*", true)]
    [InlineData("http://nobody.spin.internal", "http://*.spin.internal", false)]
    [InlineData("http://a.b.spin.internal", "http://*.spin.internal", false)]
    [InlineData("http://web.spin.internal", "http://stock.spin.internal", false)]
    public void Check_ServiceChaining_WildcardMeansTheAppsOwnComponents(string url, string rule, bool expected) =>
        Assert.Equal(expected, Check(url, rule).IsAllowed);

    [Fact]
    public void Check_UnknownComponent_NoEntryCanAllowIt()
    {
        var decision = Check("http://nobody.spin.internal", "http://*.spin.internal");

        Assert.Null(decision.AllowingEntry);
        Assert.Contains("the app has no component `nobody`", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckSelf_WithoutRule_DeniesAndNamesTheLine()
    {
        Assert.Equal("http://self", Policy().CheckSelf("http").AllowingEntry);
        Assert.True(Policy("http://self").CheckSelf("http").IsAllowed);
        Assert.False(Policy("http://self").CheckSelf("https").IsAllowed);
    }

    [Fact]
    public async Task Source_OnlyLiteralEntries_GivesTheSamePolicyEachTime()
    {
        var source = Source("\"https://example.com\"", []);

        var first = source.GetAsync(CancellationToken.None);

        Assert.True(first.IsCompletedSuccessfully);
        Assert.Same(await first, await source.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Source_VariablesInEntries_UsesTheirValuesAndLeavesOutEmptyOnes()
    {
        var source = Source("\"https://{{ host }}:{{ port }}\", \"https://{{ none }}\", \"{{ none }}\", \"http://{{ none }}\"", ["host=api.example.com", "port=8443"]);

        var policy = await source.GetAsync(CancellationToken.None);

        Assert.Equal(["https://{{ host }}:{{ port }}"], policy.Rules.Select(r => r.Text));
        Assert.True(policy.Check(Destination("https://api.example.com:8443")).IsAllowed);
        Assert.False(policy.Check(Destination("https://api.example.com")).IsAllowed);
    }

    [Fact]
    public async Task Source_SecretMakesNoValidEntry_DeniesWithoutShowingIt()
    {
        var source = Source("\"https://{{ host }}:{{ port }}\", \"https://ok.example\"", ["host=hush hush", "port=1"]);

        var policy = await source.GetAsync(CancellationToken.None);
        var decision = policy.Check(Destination("https://api.example.com"));

        Assert.True(policy.Check(Destination("https://ok.example")).IsAllowed);
        Assert.Contains("\"https://{{ host }}:{{ port }}\"", decision.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_NearMissOfTemplate_ShowsNoValue()
    {
        var source = Source("\"https://{{ host }}:{{ port }}\"", ["host=api.example.com", "port=4321"]);

        var decision = (await source.GetAsync(CancellationToken.None)).Check(Destination("https://api.example.com"));

        Assert.EndsWith("\"https://{{ host }}:{{ port }}\" allows this host at other ports only", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_VariableWithoutValue_Throws()
    {
        var source = Source("\"https://{{ host }}\"", []);

        var error = await Assert.ThrowsAsync<VariableException>(async () => await source.GetAsync(CancellationToken.None));

        Assert.Equal(VariableErrorKind.Provider, error.Kind);
    }

    private static OutboundPolicySource Source(string entries, string[] variables)
    {
        var app = AppLoader.Parse(
            $$"""
            spin_manifest_version = 2
            application.name = "test"
            variables = { host = { required = true, secret = true }, port = { default = "443" }, none = { default = "" } }
            component.web = { source = "web.wasm", allowed_outbound_hosts = [{{entries}}] }
            trigger.http = [{ route = "/...", component = "web" }]
            """,
            "/app",
            "spin.toml").AppOrThrow();
        return new OutboundPolicySource(app, app.Components[0], new VariableResolver(app, [VariableArguments.Parse(variables, "/")]));
    }

    private static OutboundDecision Check(string url, params string[] rules) => Policy(rules).Check(Destination(url));

    private static OutboundPolicy Policy(params string[] rules) => new("web", rules.Select(Rule), ["web", "stock"]);

    private static AllowedHost Rule(string text)
    {
        Assert.True(AllowedHost.TryParse(text, out var rule, out var error), error?.Message);
        return rule;
    }

    private static OutboundDestination Destination(string url)
    {
        Assert.True(OutboundDestination.TryParse(url, "http", out var destination), url);
        return destination;
    }
}
