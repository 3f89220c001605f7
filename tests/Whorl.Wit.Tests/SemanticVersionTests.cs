using Whorl.Wit.Model;

namespace Whorl.Wit.Tests;

public sealed class SemanticVersionTests
{
    [Theory]
    [InlineData("0.0.0")]
    [InlineData("1.22.333")]
    [InlineData("1.0.0-rc.1")]
    [InlineData("1.0.0-0a.b-c")]
    [InlineData("1.0.0+2024.01")]
    [InlineData("0.2.0-draft-2024-09-27+x.y")]
    public void TryParse_ValidText_RoundTrips(string text)
    {
        Assert.Equal(text, SemanticVersion.TryParse(text)?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.0")]
    [InlineData("1.0.0.0")]
    [InlineData("01.0.0")]
    [InlineData("1.0.-1")]
    [InlineData("1.0.0-")]
    [InlineData("1.0.0-01")]
    [InlineData("1.0.0-a..b")]
    [InlineData("1.0.0+")]
    [InlineData("18446744073709551616.0.0")]
    public void TryParse_InvalidText_GivesNull(string text)
    {
        Assert.Null(SemanticVersion.TryParse(text));
    }

    [Fact]
    public void ComparePrecedence_ListInOrder_IsAscending()
    {
        string[] ascending =
        [
            "0.9.9", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-rc.1", "1.0.0",
            "1.0.1", "1.1.0", "2.0.0",
        ];
        var versions = ascending.Select(v => SemanticVersion.TryParse(v)!).ToList();

        for (var i = 0; i < versions.Count; i++)
        {
            for (var j = 0; j < versions.Count; j++)
            {
                Assert.Equal(i.CompareTo(j), Math.Sign(versions[i].ComparePrecedence(versions[j])));
            }
        }
    }

    [Fact]
    public void ComparePrecedence_BuildPartsDiffer_AreEqual()
    {
        Assert.Equal(0, SemanticVersion.TryParse("1.0.0+a")!.ComparePrecedence(SemanticVersion.TryParse("1.0.0+b")!));
    }
}
