using System.Runtime.CompilerServices;

namespace Whorl.Wit.Tests;

/// <summary>
/// A case of the data folders: <c>name.wit</c> or a folder <c>name</c>, and <c>name.expected</c>. With WHORL_UPDATE_CASES=1 in the
/// environment a run writes the expectations instead of checking them.
/// </summary>
internal sealed class Case
{
    private static readonly bool s_update = Environment.GetEnvironmentVariable("WHORL_UPDATE_CASES") == "1";
    private readonly string _kind;
    private readonly string _name;

    public Case(string kind, string name)
    {
        _kind = kind;
        _name = name;
        var root = Path.Combine(Folder(kind), name);
        Sources = File.Exists(root + ".wit") ? WitSourceSet.FromText(name + ".wit", File.ReadAllText(root + ".wit")) : Read(root);
    }

    public WitSourceSet Sources { get; }

    public static TheoryData<string> All(string kind)
    {
        var names = Directory.EnumerateFiles(Folder(kind), "*.expected").Concat(Directory.EnumerateFiles(Folder(kind), "*.wit"))
            .Select(Path.GetFileNameWithoutExtension)
            .Concat(Directory.EnumerateDirectories(Folder(kind)).Select(Path.GetFileName))
            .Distinct()
            .Order(StringComparer.Ordinal);
        return [.. names.Select(n => n!)];
    }

    /// <summary>Reads a folder by WIT's conventions, with paths as seen from it.</summary>
    public static WitSourceSet Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.wit", SearchOption.AllDirectories)
            .Select(path => new WitSource("root/" + Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path)));
        return WitSourceSet.FromFolder("root", files);
    }

    public void Expect(string actual, [CallerFilePath] string thisFile = "")
    {
        var file = _name + ".expected";
        if (s_update)
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "cases", _kind, file), actual);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(Folder(_kind), file)), actual);
    }

    private static string Folder(string kind) => Path.Combine(AppContext.BaseDirectory, "cases", kind);
}
