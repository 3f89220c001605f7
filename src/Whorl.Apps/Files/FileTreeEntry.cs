namespace Whorl.Apps.Files;

/// <summary>A folder or a file of a <see cref="FileTree"/>.</summary>
public abstract class FileTreeEntry
{
    private protected FileTreeEntry(string name) => Name = name;

    /// <summary>The last part of its path; empty for the root.</summary>
    public string Name { get; }
}
