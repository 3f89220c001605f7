namespace Whorl.Apps.Files;

/// <summary>The folder of an app: says where paths in it really lead.</summary>
internal sealed class AppFolder
{
    private const int MaxLinks = 40;

    private readonly Dictionary<string, string> _realFolders = new(StringComparer.Ordinal);
    private readonly string _realRoot;

    public AppFolder(string root)
    {
        Root = Path.GetFullPath(root);
        _realRoot = RealPath(Root);
    }

    /// <summary>The absolute path, as it was given.</summary>
    public string Root { get; }

    /// <summary>The absolute path of a path relative to the folder.</summary>
    public string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Whether a real path lies in the folder.</summary>
    public bool Contains(string realPath) =>
        realPath == _realRoot || realPath.StartsWith(Path.Join(_realRoot, "/"), StringComparison.Ordinal);

    /// <summary>The path with every link in it followed.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public string RealPath(string path)
    {
        var links = 0;
        return RealPath(path, ref links);
    }

    private string RealPath(string path, ref int links)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        if (!_realFolders.TryGetValue(parent, out var realParent))
        {
            realParent = RealPath(parent, ref links);
            _realFolders[parent] = realParent;
        }

        var real = Path.Combine(realParent, Path.GetFileName(path));
        if (new FileInfo(real).LinkTarget is not { } target)
        {
            return real;
        }

        return ++links > MaxLinks
            ? throw new IOException($"{path}: the links lead in a circle")
            : RealPath(Path.GetFullPath(target, realParent), ref links);
    }
}
