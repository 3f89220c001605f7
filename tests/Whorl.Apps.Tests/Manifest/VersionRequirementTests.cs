using Whorl.Apps.Manifest;

namespace Whorl.Apps.Tests.Manifest;

public sealed class VersionRequirementTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3 1.2.4 1.9.0", "1.2.2 2.0.0 0.9.9 1.3.0-rc.1")]
    [InlineData("^1.2", "1.2.0 1.9.9", "1.1.9 2.0.0")]
    [InlineData("1", "1.0.0 1.9.9", "0.9.9 2.0.0")]
    [InlineData("^0.2.3", "0.2.3 0.2.9", "0.2.2 0.3.0 1.2.3")]
    [InlineData("^0.0.3", "0.0.3", "0.0.2 0.0.4")]
    [InlineData("^0.0", "0.0.0 0.0.9", "0.1.0")]
    [InlineData("^0", "0.0.0 0.9.0", "1.0.0")]
    [InlineData("~1.2.3", "1.2.3 1.2.9", "1.2.2 1.3.0")]
    [InlineData("~1.2", "1.2.0 1.2.9", "1.3.0 1.1.9")]
    [InlineData("~1", "1.0.0 1.9.9", "2.0.0 0.9.9")]
    [InlineData("=1.2", "1.2.0 1.2.9", "1.3.0")]
    [InlineData("=1.2.3", "1.2.3 1.2.3+build", "1.2.4 1.2.3-rc")]
    [InlineData(">1.2", "1.3.0 2.0.0", "1.2.9 1.2.0")]
    [InlineData(">=1.2, <2", "1.2.0 1.9.9", "1.1.9 2.0.0 2.0.0-rc")]
    [InlineData("<=1.2", "1.2.9 0.1.0", "1.3.0")]
    [InlineData("*", "0.0.0 9.9.9", "1.0.0-rc")]
    [InlineData("1.*", "1.0.0 1.9.0", "2.0.0")]
    [InlineData("1.2.x", "1.2.0 1.2.9", "1.3.0")]
    [InlineData("^1.2.3-rc.2", "1.2.3-rc.2 1.2.3-rc.10 1.2.3 1.3.0", "1.2.3-rc.1 1.3.0-rc.2")]
    [InlineData("1.2.3+x", "1.2.3 1.3.0", "1.2.2")]
    public void Allows_Version_AsCargoDoes(string requirement, string allowed, string others)
    {
        Assert.True(VersionRequirement.TryParse(requirement, out VersionRequirement? parsed));
        Assert.All(allowed.Split(' '), version => Assert.True(parsed.Allows(Version(version)), version));
        Assert.All(others.Split(' '), version => Assert.False(parsed.Allows(Version(version)), version));
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("1.2.3.4")]
    [InlineData("^")]
    [InlineData("1,")]
    [InlineData("=>1")]
    [InlineData("99999999999999999999")]
    public void TryParse_WhatIsNoRequirement_IsRefused(string text) => Assert.False(VersionRequirement.TryParse(text, out _));

    [Fact]
    public void Versions_AreOrdered_AsSemanticVersioningSays()
    {
        string[] ordered = ["0.9.0", "1.0.0-1", "1.0.0-2", "1.0.0-11", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0", "1.0.1", "1.10.0"];
        Assert.Equal(ordered, ordered.Reverse().Select(Version).Order().Select(v => v.ToString()));
    }

    private static SemanticVersion Version(string text) => SemanticVersion.TryParse(text, out SemanticVersion? version) ? version : throw new FormatException(text);
}
