using System.Net;
using Whorl.Apps.Network;

namespace Whorl.Apps.Tests.Network;

public sealed class OutboundDestinationTests
{
    [Theory]
    [InlineData("https://example.com/file@0.1.0.json", "https://example.com")]
    [InlineData("https://user:password@example.com/file@0.1.0.json", "https://example.com")]
    [InlineData("redis://user:pa@ss@example.com", "redis://example.com")]
    [InlineData("example.com:8383", "http://example.com:8383")]
    [InlineData("example.com", "http://example.com")]
    [InlineData("//example.com", null)]
    [InlineData("http://EXAMPLE.com:80", "http://example.com")]
    [InlineData("http://[::1]", "http://[::1]")]
    [InlineData("http://[::1%25lo]", null)]
    [InlineData("http://", null)]
    [InlineData("http:///path", null)]
    [InlineData("http://exa mple.com", null)]
    [InlineData("http://example.com:99999", null)]
    [InlineData("http://example.com:-1", null)]
    [InlineData("http://1.2.3.4.5", null)]
    [InlineData("http://0x", "http://0.0.0.0")]
    [InlineData("http://..", null)]
    [InlineData("://example.com", null)]
    [InlineData("ht tp://example.com", null)]
    [InlineData("ht`tp://example.com", null)]
    public void Parse_Url_GivesHostAndPort(string url, string? expected) =>
        Assert.Equal(expected, OutboundDestination.TryParse(url, "http", out var destination) ? destination.ToString() : null);

    [Theory]
    [InlineData("example.com:443", "https://example.com")]
    [InlineData("user@example.com", null)]
    [InlineData("example.com/path", null)]
    [InlineData("example.com#x", null)]
    [InlineData("", null)]
    public void Parse_Authority_TakesHostAndPortOnly(string authority, string? expected) =>
        Assert.Equal(expected, OutboundDestination.TryParse("https", authority.AsSpan(), out var destination) ? destination.ToString() : null);

    [Theory]
    [InlineData("http://stock.spin.internal/x", "stock")]
    [InlineData("http://Stock.Spin.Internal:80", "stock")]
    [InlineData("http://spin.internal", null)]
    [InlineData("http://a.b.spin.internal", null)]
    [InlineData("http://stock.spin.internal.example.com", null)]
    public void ChainedComponent_Host_IsTheOneLabelBeforeTheDomain(string url, string? expected)
    {
        Assert.True(OutboundDestination.TryParse(url, "http", out var destination));

        Assert.Equal(expected, destination.ChainedComponent);
    }

    [Fact]
    public void OfSocket_EndPoint_NamesProtocolAddressAndPort()
    {
        Assert.Equal("tcp://127.0.0.1:6379", OutboundDestination.OfSocket("tcp", new IPEndPoint(IPAddress.Loopback, 6379)).ToString());
        Assert.Equal("udp://[fe80::1]:53", OutboundDestination.OfSocket("udp", new IPEndPoint(IPAddress.Parse("fe80::1%3"), 53)).ToString());
    }
}
