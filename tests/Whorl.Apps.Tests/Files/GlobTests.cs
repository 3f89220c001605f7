using Whorl.Apps.Files;

namespace Whorl.Apps.Tests.Files;

public sealed class GlobTests
{
    [Theory]
    [InlineData("a.txt", "a.txt", true)]
    [InlineData("a.txt", "axtxt", false)]
    [InlineData("*.txt", "a.txt", true)]
    [InlineData("*.txt", ".txt", true)]
    [InlineData("*.txt", "b/a.txt", false)]
    [InlineData("*", ".hidden", true)]
    [InlineData("a*c*e", "abcde", true)]
    [InlineData("a*c*e", "abde", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("a?c", "ac", false)]
    [InlineData("[abc].x", "b.x", true)]
    [InlineData("[a-c]", "c", true)]
    [InlineData("[a-c]", "d", false)]
    [InlineData("[!a-c]", "d", true)]
    [InlineData("[!a-c]", "b", false)]
    [InlineData("[]]", "]", true)]
    [InlineData("[!]]", "]", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[/]", "/", false)]
    [InlineData("**/*", "a", true)]
    [InlineData("**/*", "a/b/c", true)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "a/xb", false)]
    [InlineData("a/**/b", "ab", false)]
    [InlineData("a/**", "a/x/y", true)]
    [InlineData("a/**", "b/x", false)]
    [InlineData("**/secret", "secret", true)]
    [InlineData("**/secret", "a/b/secret", true)]
    [InlineData("**/secret", "a/topsecret", false)]
    [InlineData("a/**/*.png", "a/b/c.png", true)]
    [InlineData("a/**/*.png", "a/c.jpg", false)]
    [InlineData("", "", true)]
    public void IsMatch_PatternOfFiles_StaysWithinSegments(string glob, string path, bool expected) =>
        Assert.Equal(expected, Parse(glob, starCrossesSlash: false).IsMatch(path));

    [Theory]
    [InlineData("*.psd", "a/b/c.psd", true)]
    [InlineData("a*", "a/b", true)]
    [InlineData("a?b", "a/b", true)]
    [InlineData("[!x]", "/", true)]
    [InlineData("**/secret", "a/topsecret", false)]
    public void IsMatch_PatternOfExcludes_CrossesSlashes(string glob, string path, bool expected) =>
        Assert.Equal(expected, Parse(glob, starCrossesSlash: true).IsMatch(path));

    [Fact]
    public void IsMatch_ManyStars_TakesTimeInProportion()
    {
        var glob = Parse(string.Concat(Enumerable.Repeat("*a", 60)) + "b", starCrossesSlash: true);

        Assert.False(glob.IsMatch(new string('a', 5_000)));
    }

    private static Glob Parse(string text, bool starCrossesSlash)
    {
        Assert.True(Glob.TryParse(text, starCrossesSlash, out var glob, out var error), error);
        return glob;
    }
}
