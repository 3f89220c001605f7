namespace Whorl.Wasi.Files;

/// <summary>
/// An immutable tree of files, shared by all instances of a component. Guests look entries up by name in it, so there is no
/// host path to escape by, and there are no symbolic links.
/// </summary>
public sealed class FileTree : IDisposable
{
    private FileTree(TreeDirectory root) => Root = root;

    /// <summary>A tree with no files.</summary>
    public static FileTree Empty { get; } = new(new TreeDirectory(""));

    internal TreeDirectory Root { get; }

    /// <summary>Makes a tree of files by their paths.</summary>
    /// <param name="files">
    /// Paths from the root, such as <c>assets/logo.png</c> (a leading slash makes no difference), each with its content.
    /// Directories come into being with their files.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A path is empty, has an empty, <c>.</c> or <c>..</c> part or a zero character, or is there twice, or is both file and
    /// directory.
    /// </exception>
    public static FileTree Create(IEnumerable<KeyValuePair<string, FileContent>> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var root = new TreeDirectory("");
        foreach ((string path, FileContent content) in files)
        {
            Add(root, path, content);
        }

        root.Seal();
        return new FileTree(root);
    }

    /// <summary>Closes all contents. No instance may use the tree any more.</summary>
    public void Dispose()
    {
        if (!ReferenceEquals(this, Empty))
        {
            Root.DisposeContents();
        }
    }

    private static void Add(TreeDirectory root, string path, FileContent content)
    {
        string[] parts = path.TrimStart('/').Split('/');
        TreeDirectory directory = root;
        foreach (string part in parts.AsSpan(0, parts.Length - 1))
        {
            Check(part, path);
            directory = directory.GetOrAddDirectory(part)
                ?? throw new ArgumentException(
                    $"The file tree has '{part}' as a file, but '{path}' needs it as a directory. Rename one of them.");
        }

        Check(parts[^1], path);
        if (!directory.TryAddFile(parts[^1], content))
        {
            throw new ArgumentException($"The file tree has '{path}' twice. Remove one of them.");
        }
    }

    private static void Check(string part, string path)
    {
        if (part is "" or "." or ".." || part.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"'{path}' cannot be a path in a file tree because of its part '{part}'. Give a path such as 'assets/logo.png'.");
        }
    }
}
