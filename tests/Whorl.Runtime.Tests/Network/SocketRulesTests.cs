using System.Net;
using Whorl.Apps.Network;
using Whorl.Capabilities.Grants;
using Whorl.Runtime.Network;
using Whorl.Wasi.Sockets;

namespace Whorl.Runtime.Tests.Network;

public sealed class SocketRulesTests
{
    private readonly TestLog _log = new();

    [Theory]
    [InlineData("tcp://10.0.0.1:5432", "10.0.0.1:5432", true)]
    [InlineData("*://10.0.0.1:5432", "10.0.0.1:5432", true)]
    [InlineData("tcp://10.0.0.0/8:5432", "10.1.2.3:5432", true)]
    [InlineData("*://*:*", "10.0.0.1:5432", true)]
    [InlineData("tcp://10.0.0.1:5432", "10.0.0.1:5433", false)]
    [InlineData("udp://10.0.0.1:5432", "10.0.0.1:5432", false)]
    [InlineData("https://10.0.0.1:5432", "10.0.0.1:5432", false)]
    public void Allows_TcpConnect_AsTheRuleSays(string rule, string endPoint, bool expected) =>
        Assert.Equal(expected, Rules(rule).Allows(SocketUse.TcpConnect, IPEndPoint.Parse(endPoint), []));

    [Fact]
    public void Allows_AddressOfANameThatARuleAllows_Connects()
    {
        SocketRules rules = Rules("tcp://db.example.com:5432");
        Assert.True(rules.AllowsLookup("db.example.com"));
        Assert.True(rules.Allows(SocketUse.TcpConnect, IPEndPoint.Parse("10.0.0.1:5432"), ["db.example.com"]));
        Assert.False(rules.Allows(SocketUse.TcpConnect, IPEndPoint.Parse("10.0.0.1:5433"), ["db.example.com"]));
        Assert.False(rules.Allows(SocketUse.TcpConnect, IPEndPoint.Parse("10.0.0.1:5432"), ["other.example.com"]));
        Assert.False(rules.AllowsLookup("other.example.com"));
    }

    [Fact]
    public void Allows_BlockedAddress_IsDeniedWhateverTheRulesSay()
    {
        var rules = new SocketRules(Policy("*://*:*"), new BlockedNetworks([], blockPrivate: true), Denials);
        Assert.False(rules.Allows(SocketUse.TcpConnect, IPEndPoint.Parse("127.0.0.1:80"), []));
        Assert.False(rules.Allows(SocketUse.TcpConnect, IPEndPoint.Parse("10.0.0.1:80"), ["db.example.com"]));
        Assert.False(rules.Admits(IPEndPoint.Parse("10.0.0.1:80"), []));
        Assert.True(rules.Allows(SocketUse.TcpConnect, IPEndPoint.Parse("8.8.8.8:80"), []));
        Assert.StartsWith("Warning: Denied: component `web` of app `shop` may not connect to tcp://127.0.0.1:80 (sockets): `block_networks` of [outbound_networking]", Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Allows_TcpBind_NeverAndSaysSo()
    {
        Assert.False(Rules("*://*:*").Allows(SocketUse.TcpBind, IPEndPoint.Parse("127.0.0.1:0"), []));
        Assert.StartsWith("Warning: Denied: component `web` of app `shop` may not bind a TCP socket to 127.0.0.1:0 (sockets): components cannot listen", Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("udp://10.0.0.1:53", "0.0.0.0:0", true)]
    [InlineData("udp://10.0.0.1:53", "0.0.0.0:53", false)]
    [InlineData("udp://0.0.0.0:53", "0.0.0.0:53", true)]
    [InlineData("tcp://10.0.0.1:53", "0.0.0.0:0", false)]
    public void Allows_UdpBind_AnyPortForWhoeverMaySendElseAsTheRuleSays(string rule, string local, bool expected) =>
        Assert.Equal(expected, Rules(rule).Allows(SocketUse.UdpBind, IPEndPoint.Parse(local), []));

    [Fact]
    public void Allows_Denied_LogNamesComponentDestinationAndTheLineThatAllows()
    {
        Assert.False(Rules().Allows(SocketUse.TcpConnect, IPEndPoint.Parse("10.0.0.1:5432"), []));
        Assert.Equal(
            "Warning: Denied: A component tried to make an outbound network connection to disallowed destination 'tcp://10.0.0.1:5432': app `shop`, component `web` may not connect to "
            + "tcp://10.0.0.1:5432: it has no `allowed_outbound_hosts` (sockets). To allow it, add \"tcp://10.0.0.1:5432\" to `allowed_outbound_hosts` of [component.web].",
            Log);
    }

    [Fact]
    public void AllowsLookup_Denied_TheLineThatTheLogNamesAllows()
    {
        Assert.False(Rules().AllowsLookup("db.example.com"));
        Assert.Contains("add \"tcp://db.example.com:*\"", Log, StringComparison.Ordinal);
        Assert.True(Rules("tcp://db.example.com:*").AllowsLookup("db.example.com"));
    }

    [Fact]
    public void Admits_Stranger_IsLeftOutWithoutALine()
    {
        Assert.False(Rules("udp://10.0.0.1:53").Admits(IPEndPoint.Parse("10.0.0.2:53"), []));
        Assert.True(Rules("udp://10.0.0.1:53").Admits(IPEndPoint.Parse("10.0.0.1:53"), []));
        Assert.Equal("", Log);
    }

    private string Log => string.Join('\n', _log.Lines);

    private static OutboundPolicy Policy(params string[] rules) => new(
        "web",
        rules.Select(text => AllowedHost.TryParse(text, out AllowedHost? rule, out AllowedHostError? error) ? rule : throw new ArgumentException(error.Message)),
        ["web"]);

    private NetworkDenials Denials => new("shop", "web", new DenialLog(_log));

    private SocketRules Rules(params string[] rules) => new(Policy(rules), BlockedNetworks.None, Denials);
}
