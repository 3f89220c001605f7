namespace Whorl.Apps.Tests;

/// <summary>Where the tests' data is.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Whorl.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Whorl.slnx is in no folder above the tests");
        }

        return folder.FullName;
    }
}
