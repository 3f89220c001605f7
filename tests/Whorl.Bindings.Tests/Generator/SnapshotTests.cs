namespace Whorl.Bindings.Tests.Generator;

/// <summary>The code that comes of a world, line by line, for a person to read: snapshots/*.wit and what is made of it.</summary>
public sealed class SnapshotTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "snapshots");

    [Theory]
    [InlineData("async", "Made.Shot.Feed.Types")]
    [InlineData("async", "Made.Shot.Feed.Glue")]
    [InlineData("async", "Made.Shot.Worker.Export")]
    public void Generate_World_GivesTheCodeOfTheSnapshot(string world, string file)
    {
        (Dictionary<string, string> files, _) = GeneratorRun.Run(File.ReadAllText(Path.Combine(s_folder, world + ".wit")));
        string expected = File.ReadAllText(Path.Combine(s_folder, world, file + ".txt"));
        Assert.Equal(expected, files[file + ".g.cs"], ignoreLineEndingDifferences: true);
    }
}
