using Whorl.Apps.Network;

namespace Whorl.Apps.Tests.Network;

public sealed class AllowedHostTests
{
    [Theory]
    [InlineData("http://example.com", "http://example.com")]
    [InlineData("http://example.com", "http://example.com:80/path?x=http://other.com")]
    [InlineData("http://example.com/", "http://example.com/")]
    [InlineData("http://example.com:", "http://example.com")]
    [InlineData(" http://example.com ", "http://example.com")]
    [InlineData("HTTP://Example.COM", "http://EXAMPLE.com")]
    [InlineData("https://example.com", "https://example.com:443")]
    [InlineData("https://example.com:8443", "https://example.com:8443")]
    [InlineData("https://example.com:8443/", "https://example.com:8443")]
    [InlineData("*://example.com:7777", "redis://example.com:7777")]
    [InlineData("http://*:*", "http://anything.example:1")]
    [InlineData("*://*:*", "udp://10.0.0.1:53")]
    [InlineData("http://*", "http://example.com:80")]
    [InlineData("http://*.example.com", "http://a.example.com")]
    [InlineData("http://*.example.com", "http://a.b.example.com")]
    [InlineData("http://*.Example.COM:8080", "http://A.example.com:8080")]
    [InlineData("http://example.com:4000..4002", "http://example.com:4000")]
    [InlineData("http://example.com:4000..4002", "http://example.com:4001")]
    [InlineData("http://127.0.0.1", "http://127.0.0.1")]
    [InlineData("http://127.0.0.1", "http://2130706433")]
    [InlineData("http://127.0.0.1", "http://0x7f.1")]
    [InlineData("http://127.0.0.1", "http://0177.0.0.1")]
    [InlineData("http://2130706433", "http://127.0.0.1")]
    [InlineData("http://[::1]", "http://[0:0:0:0:0:0:0:1]:80")]
    [InlineData("http://[2001:db8::1]:443", "http://[2001:db8::1]:443")]
    [InlineData("http://[::1]:*", "http://[::1]:9")]
    [InlineData("http://[::1]:8000..9000", "http://[::1]:8999")]
    [InlineData("*://127.0.0.1/24:63551", "tcp://127.0.0.200:63551")]
    [InlineData("http://10.0.0.0/8", "http://10.255.1.2")]
    [InlineData("http://0.0.0.0/0", "http://8.8.8.8")]
    [InlineData("http://ff00::/8", "http://[ff02::1]")]
    [InlineData("http://2001:db8::/32:443", "http://[2001:db8:abcd::1]:443")]
    [InlineData("redis://cache", "redis://user:pass@cache/0")]
    [InlineData("mysql://db.example", "mysql://user:pass#word?@db.example/x")]
    [InlineData("postgres://db.example", "postgres://db.example:5432")]
    [InlineData("mqtt://broker", "mqtt://broker")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    public void Allows_DestinationWithinTheRule_IsTrue(string rule, string destination) =>
        Assert.True(Rule(rule).Allows(Destination(destination)));

    [Theory]
    [InlineData("http://example.com", "https://example.com")]
    [InlineData("http://example.com", "http://example.com:8080")]
    [InlineData("http://example.com", "http://www.example.com")]
    [InlineData("http://example.com", "http://example.com.")]
    [InlineData("http://example.com", "http://example.com@evil.example")]
    [InlineData("http://example.com", "http://evil.example/example.com")]
    [InlineData("http://example.com", "http://evil.example#@example.com")]
    [InlineData("http://example.com", "http://evil.example?@example.com")]
    [InlineData("http://example.com", "http://evil.example\\@example.com")]
    [InlineData("http://*.example.com", "http://example.com")]
    [InlineData("http://*.example.com", "http://myexample.com")]
    [InlineData("http://*.example.com", "http://a.example.com:8080")]
    [InlineData("http://example.com:4000..4002", "http://example.com:4002")]
    [InlineData("http://example.com:4000..4002", "http://example.com:3999")]
    [InlineData("http://10.0.0.0/8", "http://11.0.0.1")]
    [InlineData("http://10.0.0.0/8", "http://ten.example")]
    [InlineData("http://10.0.0.0/8", "http://[::ffff:10.0.0.1]")]
    [InlineData("http://2001:db8::/32", "http://[2001:db9::1]")]
    [InlineData("http://self", "http://self")]
    [InlineData("*://example.com:1", "foo://example.com")]
    public void Allows_DestinationOutsideTheRule_IsFalse(string rule, string destination) =>
        Assert.False(Rule(rule).Allows(Destination(destination)));

    [Theory]
    [InlineData("http://self", "http", true)]
    [InlineData("http://self", "https", false)]
    [InlineData("https://self.alt", "https", true)]
    [InlineData("*://self:*", "https", true)]
    [InlineData("http://*:*", "http", true)]
    [InlineData("http://example.com", "http", false)]
    public void AllowsSelf_Rule_NeedsSelfOrAnyHost(string rule, string scheme, bool expected) =>
        Assert.Equal(expected, Rule(rule).AllowsSelf(scheme));

    [Theory]
    [InlineData("[::1]")]
    [InlineData("[::1]:8080")]
    [InlineData("http://[::1]/foo")]
    [InlineData("http://ff00::/8/extra")]
    [InlineData("http://[::1]junk")]
    [InlineData("http://[::1]::80")]
    [InlineData("http://[v1.]")]
    [InlineData("http://[fe80::1%25eth0]")]
    [InlineData("http://example.com:+80")]
    [InlineData("http://example.com: 80")]
    [InlineData("http://example.com:80:90")]
    [InlineData("http://example.com//")]
    [InlineData("http://self:port")]
    [InlineData("http://*.")]
    [InlineData("http://*.*.example.com")]
    [InlineData("http://*.[::1]")]
    [InlineData("http://*.192.168.001.001")]
    [InlineData("http://exa[mple.com")]
    [InlineData("http://exa\\mple.com")]
    [InlineData("http://256.1.1.1")]
    [InlineData("http://10.0.0.0/33")]
    [InlineData("http://127.1/8")]
    [InlineData("http://a..b")]
    [InlineData("}{ !!**")]
    public void Parse_MalformedRule_IsRefusedWithRemedy(string text)
    {
        Assert.False(AllowedHost.TryParse(text, out _, out var error));

        Assert.NotEmpty(error.Message);
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [InlineData("http://stock.spin.internal", "stock", false)]
    [InlineData("http://*.spin.internal", null, true)]
    [InlineData("http://spin.internal", null, false)]
    [InlineData("http://a.b.spin.internal", null, false)]
    public void Parse_ServiceChaining_IsRecognised(string text, string? component, bool isForAll) =>
        Assert.Equal((component, isForAll), (Rule(text).ChainedComponent, Rule(text).IsForAllComponents));

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
