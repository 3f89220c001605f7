using Whorl.Components.Linking;

namespace Whorl.Components.Tests.Linking;

public sealed class InterfaceNameTests
{
    [Theory]
    [InlineData("wasi:io/streams@0.2.12", "wasi:io/streams@0.2.0", true)]
    [InlineData("wasi:io/streams@0.2.0", "wasi:io/streams@0.2.12", true)]
    [InlineData("wasi:io/streams@0.2.0", "wasi:io/streams@0.3.0", false)]
    [InlineData("wasi:io/streams@0.2.0", "wasi:io/poll@0.2.0", false)]
    [InlineData("wasi:io/streams@0.3.0-rc-1", "wasi:io/streams@0.3.0-rc-1", true)]
    [InlineData("wasi:io/streams@0.3.0", "wasi:io/streams@0.3.0-rc-1", false)]
    [InlineData("wasi:io/streams@0.3.0-rc-2", "wasi:io/streams@0.3.0-rc-1", false)]
    [InlineData("a:b/c@1.2.3", "a:b/c@1.9.0", true)]
    [InlineData("a:b/c@1.2.3", "a:b/c@2.0.0", false)]
    [InlineData("a:b/c@0.0.1", "a:b/c@0.0.2", false)]
    [InlineData("a:b/c@1.2.3+build", "a:b/c@1.2.3", true)]
    [InlineData("a:b/c", "a:b/c", true)]
    [InlineData("a:b/c", "a:b/c@1.0.0", false)]
    public void Meets_FollowsSemanticVersions(string offer, string import, bool meets) =>
        Assert.Equal(meets, InterfaceName.Parse(offer).Meets(InterfaceName.Parse(import)));

    [Fact]
    public void CompareVersion_ComparesNumbers_NotText() =>
        Assert.True(InterfaceName.Parse("a:b/c@0.2.12").CompareVersion(InterfaceName.Parse("a:b/c@0.2.9")) > 0);
}
