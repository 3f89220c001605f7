using Whorl.Conformance.Suites;

namespace Whorl.Conformance.Tests;

public sealed class ExpectationFileTests
{
    [Fact]
    public void Lines_WithCommentsAndBlanks_ListTheirReasons()
    {
        var file = ExpectationFile.Parse("list", ["# header", "", "a/b.wast:12 not yet: async", "c.wast:1#2   why"]);

        Assert.Equal("not yet: async", file.ReasonFor("a/b.wast:12"));
        Assert.Equal("why", file.ReasonFor("c.wast:1#2"));
        Assert.Null(file.ReasonFor("c.wast:1"));
    }

    [Theory]
    [InlineData("a.wast:1")]
    [InlineData("a.wast reason")]
    public void Line_WithoutLineOrReason_IsRefused(string line) =>
        Assert.Throws<FormatException>(() => ExpectationFile.Parse("list", [line]));

    [Fact]
    public void Line_ListedTwice_IsRefusedWithItsPlace()
    {
        var error = Assert.Throws<FormatException>(() => ExpectationFile.Parse("list", ["a.wast:1 x", "a.wast:1 y"]));

        Assert.StartsWith("list:2: ", error.Message, StringComparison.Ordinal);
    }
}
