namespace Whorl.Wasi.Files;

/// <summary>A file or directory as one instance sees it. Its identity is that of the object.</summary>
internal abstract class FileNode(FileTime modified)
{
    public FileTime Accessed { get; set; } = modified;

    public FileTime Modified { get; set; } = modified;

    public FileTime StatusChanged { get; set; } = modified;

    /// <summary>The number of names that the node has.</summary>
    public int Links { get; set; } = 1;

    public abstract long Length { get; }

    /// <summary>
    /// A hash of the node's metadata: the same in every instance for what comes from the tree, and different after each change.
    /// </summary>
    public abstract UInt128 MetadataHash();

    /// <summary>Takes note of a change of the content.</summary>
    public void Touch(FileTime now)
    {
        Modified = now;
        StatusChanged = now;
    }
}
