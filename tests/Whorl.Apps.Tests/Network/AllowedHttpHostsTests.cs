using Whorl.Apps.Diagnostics;
using Whorl.Apps.Network;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Tests.Network;

public sealed class AllowedHttpHostsTests
{
    [Theory]
    [InlineData("example.com", "http://example.com https://example.com")]
    [InlineData("example.com:443", "http://example.com:443 https://example.com:443")]
    [InlineData("http://example.com:80/", "http://example.com https://example.com")]
    [InlineData("https://example.com:443", "http://example.com https://example.com")]
    [InlineData("https://example.com:8443", "http://example.com:8443 https://example.com:8443")]
    [InlineData("[::1]", "http://[::1] https://[::1]")]
    [InlineData("http://[::1]:8001", "http://[::1]:8001 https://[::1]:8001")]
    [InlineData("self", "http://self")]
    [InlineData("insecure:allow-all", "http://*:* https://*:* http://self")]
    [InlineData("ftp://example.com", "")]
    [InlineData("http://example.com/a", "")]
    [InlineData("example.com:", "")]
    [InlineData("", "")]
    public void Convert_Host_GivesEntriesOfToday(string host, string expected)
    {
        var diagnostics = new DiagnosticBag("spin.toml");

        var converted = AllowedHttpHosts.Convert([new Located<string>(host, new SourceLocation(3, 7))], diagnostics);

        Assert.Equal(expected, string.Join(' ', converted.Select(c => c.Value)));
        Assert.Equal(expected.Length == 0, diagnostics.HasErrors);
        Assert.All(converted, c => Assert.True(AllowedHost.TryParse(c.Value, out _, out _)));
    }
}
