using System.Text.RegularExpressions;

namespace Whorl.Tidy.Tests;

public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages => [.. Repository.FilesEndingIn(".md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_LinksToFiles_Exist(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        var dead = Link().Matches(Repository.Read(page))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#') && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.GetFullPath(Path.Combine(Repository.Root, folder, target.Split('#')[0]))));
        Assert.Empty(dead);
    }

    [Fact]
    public void Sample_HasAReadme_OfAtMostThirtyLines()
    {
        foreach (var sample in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")))
        {
            var readme = Path.Combine(sample, "README.md");
            Assert.True(File.Exists(readme), $"{sample} has no README.md");
            Assert.InRange(File.ReadLines(readme).Count(), 1, 30);
        }
    }

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
