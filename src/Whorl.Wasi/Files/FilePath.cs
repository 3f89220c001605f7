namespace Whorl.Wasi.Files;

/// <summary>Where a guest's path leads.</summary>
/// <param name="Parent">The directory of the last name.</param>
/// <param name="Name">The last name; null when the path ends in <c>.</c> or <c>..</c> and so names no entry.</param>
/// <param name="Node">What is there, if anything is.</param>
/// <param name="MustBeDirectory">Whether the path ends in a slash.</param>
internal readonly record struct FilePath(DirectoryNode Parent, string? Name, FileNode? Node, bool MustBeDirectory)
{
    private const int MaxPathLength = 4096;
    private const int MaxNameLength = 255;

    /// <summary>
    /// Walks a path from a directory. Each part is a key in the directory reached so far; going above the start is not permitted,
    /// and there are no
    /// symbolic links to go astray by.
    /// </summary>
    public static FileErrorCode? Walk(DirectoryNode start, string path, out FilePath result)
    {
        result = default;
        if (Check(path) is { } error)
        {
            return error;
        }

        DirectoryNode directory = start;
        int depth = 0;
        int at = 0;
        while (true)
        {
            int slash = path.IndexOf('/', at);
            string part = slash < 0 ? path[at..] : path[at..slash];
            int next = slash < 0 ? path.Length : slash + 1;
            while (next < path.Length && path[next] == '/')
            {
                next++;
            }

            bool last = next == path.Length;
            FileNode? node = directory;
            if (part == "..")
            {
                if (--depth < 0 || directory.Parent is not { } parent)
                {
                    return FileErrorCode.NotPermitted;
                }

                node = directory = parent;
            }
            else if (part != ".")
            {
                if (part.Length > MaxNameLength)
                {
                    return FileErrorCode.NameTooLong;
                }

                directory.TryFind(part, out node);
                if (last)
                {
                    result = new FilePath(directory, part, node, slash >= 0);
                    return slash >= 0 && node is RegularFile ? FileErrorCode.NotDirectory : null;
                }

                if (node is not DirectoryNode inner)
                {
                    return node is null ? FileErrorCode.NoEntry : FileErrorCode.NotDirectory;
                }

                directory = inner;
                depth++;
            }

            if (last)
            {
                result = new FilePath(directory, null, node, MustBeDirectory: true);
                return null;
            }

            at = next;
        }
    }

    private static FileErrorCode? Check(string path)
    {
        if (path.Length == 0)
        {
            return FileErrorCode.NoEntry;
        }

        if (path.Length > MaxPathLength)
        {
            return FileErrorCode.NameTooLong;
        }

        if (path[0] == '/')
        {
            return FileErrorCode.NotPermitted;
        }

        return path.Contains('\0', StringComparison.Ordinal) ? FileErrorCode.Invalid : null;
    }
}
