using System.Net;
using Whorl.Apps.Network;

namespace Whorl.Apps.Tests.Network;

public sealed class BlockedNetworksTests
{
    [Theory]
    [InlineData("123.123.123.123", true)]
    [InlineData("2001::1000", true)]
    [InlineData("::ffff:123.123.123.123", true)]
    [InlineData("::123.123.1.1", true)]
    [InlineData("64:ff9b::7b7b:1", true)]
    [InlineData("123.100.100.100", false)]
    [InlineData("2002::1000", false)]
    [InlineData("10.0.0.1", false)]
    public void IsBlocked_GivenNetworks_IncludesEmbeddedAddresses(string address, bool expected)
    {
        var networks = new[] { "123.123.0.0/16", "2001::/96" }.Select(n => CidrNotation.TryParse(n, out var network) ? network : throw new FormatException(n));

        Assert.Equal(expected, new BlockedNetworks(networks, blockPrivate: false).IsBlocked(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("10.10.10.10", true)]
    [InlineData("100.64.1.1", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("::", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:10.10.10.10", true)]
    [InlineData("fc00::f00d", true)]
    [InlineData("fe80::1%2", true)]
    [InlineData("123.123.123.123", false)]
    [InlineData("172.32.0.1", false)]
    [InlineData("2600::beef", false)]
    [InlineData("::ffff:8.8.8.8", false)]
    public void IsBlocked_Private_IsWhatTheInternetCannotReach(string address, bool expected) =>
        Assert.Equal(expected, new BlockedNetworks([], blockPrivate: true).IsBlocked(IPAddress.Parse(address)));

    [Fact]
    public void IsBlocked_None_BlocksNothing() => Assert.False(BlockedNetworks.None.IsBlocked(IPAddress.Loopback));
}
