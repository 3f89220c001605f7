namespace Whorl.Apps.Files;

/// <summary>A file of a <see cref="FileTree"/>.</summary>
public sealed class FileTreeFile : FileTreeEntry
{
    /// <summary>Makes the file.</summary>
    public FileTreeFile(string name, FileContent content)
        : base(name) => Content = content;

    /// <summary>What is in it; files with equal bytes have the same object.</summary>
    public FileContent Content { get; }
}
