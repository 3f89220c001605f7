namespace Whorl.Apps.Files;

/// <summary>
/// The files that a component sees, as a tree of names: immutable, addressed by content. A name that a guest gives is looked
/// up in a folder and is never made into a path of the host, so there is nothing to escape to.
/// </summary>
public sealed class FileTree
{
    /// <summary>Makes a tree.</summary>
    /// <param name="root">The folder that the guest sees as <c>/</c>.</param>
    /// <param name="digest">The SHA-256 over all paths and contents, 64 lower-case hex digits.</param>
    public FileTree(FileTreeFolder root, string digest)
    {
        Root = root;
        Digest = digest;
    }

    /// <summary>A tree with nothing in it.</summary>
    public static FileTree Empty { get; } = FileTreeBuilder.Build([]);

    /// <summary>The folder that the guest sees as <c>/</c>.</summary>
    public FileTreeFolder Root { get; }

    /// <summary>The SHA-256 over all paths and contents, 64 lower-case hex digits: equal trees have equal digests.</summary>
    public string Digest { get; }
}
