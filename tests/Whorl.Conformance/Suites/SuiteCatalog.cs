namespace Whorl.Conformance.Suites;

/// <summary>
/// Finds the suites to run: the project's own cases, and the folders that the environment variable
/// <see cref="FolderVariable"/> names (several are separated as in PATH). Without it, the specification's
/// own suite is taken from beside the repository, if it is there.
/// </summary>
internal static class SuiteCatalog
{
    public const string FolderVariable = "WHORL_CONFORMANCE";

    private static readonly string s_project = Path.Combine(RepositoryRoot.Path, "tests", "Whorl.Conformance");

    /// <summary>The suites whose folders exist.</summary>
    public static IReadOnlyList<Suite> Suites { get; }

    /// <summary>One line for each folder that was looked for in vain.</summary>
    public static IReadOnlyList<string> Missing { get; }

    static SuiteCatalog()
    {
        var suites = new List<Suite> { Open(Path.Combine(s_project, "cases")) };
        var missing = new List<string>();
        foreach (var folder in ExternalFolders())
        {
            if (Directory.Exists(folder))
            {
                suites.Add(Open(folder));
            }
            else
            {
                missing.Add($"no conformance suite at {folder}; set {FolderVariable} to a folder of .wast files");
            }
        }
        Suites = suites;
        Missing = missing;
    }

    private static string[] ExternalFolders()
    {
        var named = Environment.GetEnvironmentVariable(FolderVariable);
        return string.IsNullOrEmpty(named)
            ? [Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared", "conformance", "component-model"))]
            : [.. named.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFullPath)];
    }

    private static Suite Open(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        return new Suite(name, folder, Path.Combine(s_project, "expectations", name + ".txt"));
    }
}
