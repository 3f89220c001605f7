namespace Whorl.Wasi.Files;

/// <content>Operations on what a path from the descriptor leads to.</content>
internal sealed partial class FileDescriptor
{
    public FileErrorCode? Find(string path, out FileNode? node)
    {
        node = null;
        if (Walk(path, out FilePath found) is { } error)
        {
            return error;
        }

        node = found.Node;
        return node is null ? FileErrorCode.NoEntry : null;
    }

    public FileErrorCode? OpenAt(string path, OpenModes open, DescriptorModes modes, out FileDescriptor? opened)
    {
        opened = null;
        if (Walk(path, out FilePath found) is { } error)
        {
            return error;
        }

        bool changes = (open & (OpenModes.Create | OpenModes.Truncate)) != 0
            || (modes & (DescriptorModes.Write | DescriptorModes.MutateDirectory)) != 0;
        if (changes && !Modes.HasFlag(DescriptorModes.MutateDirectory))
        {
            return FileErrorCode.ReadOnly;
        }

        FileNode? node = found.Node;
        FileErrorCode? failure = node is null ? Create(found, open, out node) : Reopen(node, open, modes);
        if (failure is not null)
        {
            return failure;
        }

        // A directory may be changed if the one it was reached by may: libraries do not ask for it when they open one.
        modes = node is DirectoryNode
            ? DescriptorModes.Read | (Modes & DescriptorModes.MutateDirectory)
            : modes & (DescriptorModes.Read | DescriptorModes.Write);
        opened = new FileDescriptor(_context, _space, node!, modes);
        return null;
    }

    public FileErrorCode? SetTimesAt(string path, FileTime? accessed, FileTime? modified) =>
        Find(path, out FileNode? node) ?? CheckMutable() ?? SetTimes(node!, accessed, modified);

    public FileErrorCode? CreateDirectoryAt(string path)
    {
        if (Walk(path, out FilePath found) is { } error)
        {
            return error;
        }

        if (found.Node is not null)
        {
            return FileErrorCode.Exist;
        }

        return CheckMutable() ?? found.Parent.Add(found.Name!, new DirectoryNode(_space, found.Parent));
    }

    public FileErrorCode? RemoveDirectoryAt(string path)
    {
        if (Walk(path, out FilePath found) is { } error)
        {
            return error;
        }

        if (found.Node is not DirectoryNode directory)
        {
            return found.Node is null ? FileErrorCode.NoEntry : FileErrorCode.NotDirectory;
        }

        if (found.Name is null)
        {
            return FileErrorCode.Invalid;
        }

        if (!directory.IsEmpty)
        {
            return FileErrorCode.NotEmpty;
        }

        if (CheckMutable() is { } immutable)
        {
            return immutable;
        }

        directory.MarkRemoved();
        found.Parent.Remove(found.Name);
        return null;
    }

    public FileErrorCode? UnlinkFileAt(string path)
    {
        if (Walk(path, out FilePath found) is { } error)
        {
            return error;
        }

        if (found.Node is not RegularFile file)
        {
            return found.Node is null ? FileErrorCode.NoEntry : FileErrorCode.IsDirectory;
        }

        if (CheckMutable() is { } immutable)
        {
            return immutable;
        }

        found.Parent.Remove(found.Name!);
        file.RemoveName();
        return null;
    }

    public FileErrorCode? LinkAt(string oldPath, FileDescriptor newBase, string newPath)
    {
        FilePath target = default;
        if ((Walk(oldPath, out FilePath old) ?? newBase.Walk(newPath, out target)) is { } error)
        {
            return error;
        }

        if (old.Node is not RegularFile file)
        {
            return old.Node is null ? FileErrorCode.NoEntry : FileErrorCode.NotPermitted;
        }

        if (target.Node is not null)
        {
            return FileErrorCode.Exist;
        }

        if (target.MustBeDirectory)
        {
            return FileErrorCode.NoEntry;
        }

        if ((CheckMutable() ?? newBase.CheckMutable() ?? target.Parent.Add(target.Name!, file)) is { } failure)
        {
            return failure;
        }

        file.AddName();
        return null;
    }

    public FileErrorCode? RenameAt(string oldPath, FileDescriptor newBase, string newPath)
    {
        FilePath target = default;
        if ((Walk(oldPath, out FilePath old) ?? newBase.Walk(newPath, out target)) is { } error)
        {
            return error;
        }

        if (old.Node is not { } node)
        {
            return FileErrorCode.NoEntry;
        }

        if (old.Name is not { } oldName || target.Name is not { } newName)
        {
            return FileErrorCode.Invalid;
        }

        if ((CheckMutable() ?? newBase.CheckMutable()) is { } immutable)
        {
            return immutable;
        }

        if (ReferenceEquals(node, target.Node))
        {
            return null;
        }

        return CheckReplace(node, target) ?? Move(node, old.Parent, oldName, target, newName);
    }

    /// <summary>There are no symbolic links here, and none can be made.</summary>
    public FileErrorCode SymlinkAt(string oldPath) => oldPath.StartsWith('/')
        ? FileErrorCode.NotPermitted
        : CheckMutable() ?? FileErrorCode.Unsupported;

    private static FileErrorCode? CheckReplace(FileNode node, FilePath target)
    {
        if (node is DirectoryNode moved)
        {
            for (DirectoryNode? d = target.Parent; d is not null; d = d.Parent)
            {
                if (ReferenceEquals(d, moved))
                {
                    return FileErrorCode.Invalid;
                }
            }
        }

        return (node, target.Node) switch
        {
            (RegularFile, null) => target.MustBeDirectory ? FileErrorCode.NotDirectory : null,
            (RegularFile, DirectoryNode) => FileErrorCode.IsDirectory,
            (DirectoryNode, RegularFile) => FileErrorCode.NotDirectory,
            (DirectoryNode, DirectoryNode { IsEmpty: false }) => FileErrorCode.NotEmpty,
            _ => null,
        };
    }

    private FileErrorCode? Move(FileNode node, DirectoryNode oldParent, string oldName, FilePath target, string newName)
    {
        if (target.Parent.IsRemoved)
        {
            return FileErrorCode.NoEntry;
        }

        if (!_space.TryReserveNode(newName))
        {
            return FileErrorCode.InsufficientSpace;
        }

        if (target.Node is { } replaced)
        {
            target.Parent.Remove(newName);
            (replaced as RegularFile)?.RemoveName();
            (replaced as DirectoryNode)?.MarkRemoved();
        }

        oldParent.Remove(oldName);
        target.Parent.Put(newName, node);
        return null;
    }

    private static FileErrorCode? Reopen(FileNode node, OpenModes open, DescriptorModes modes)
    {
        if ((open & (OpenModes.Create | OpenModes.Exclusive)) == (OpenModes.Create | OpenModes.Exclusive))
        {
            return FileErrorCode.Exist;
        }

        if (node is not RegularFile file)
        {
            return modes.HasFlag(DescriptorModes.Write) || open.HasFlag(OpenModes.Truncate) ? FileErrorCode.IsDirectory : null;
        }

        if (open.HasFlag(OpenModes.Directory))
        {
            return FileErrorCode.NotDirectory;
        }

        if (!open.HasFlag(OpenModes.Truncate))
        {
            return null;
        }

        return modes.HasFlag(DescriptorModes.Write) ? file.SetLength(0) : FileErrorCode.Invalid;
    }

    private FileErrorCode? Create(FilePath path, OpenModes open, out FileNode? node)
    {
        node = null;
        if (!open.HasFlag(OpenModes.Create))
        {
            return FileErrorCode.NoEntry;
        }

        if (open.HasFlag(OpenModes.Directory))
        {
            return FileErrorCode.Invalid;
        }

        if (path.MustBeDirectory)
        {
            return FileErrorCode.IsDirectory;
        }

        node = new RegularFile(_space);
        return path.Parent.Add(path.Name!, node);
    }

    private FileErrorCode? CheckMutable() => Modes.HasFlag(DescriptorModes.MutateDirectory) ? null : FileErrorCode.ReadOnly;

    private FileErrorCode? Walk(string path, out FilePath found)
    {
        if (Node is DirectoryNode directory)
        {
            return FilePath.Walk(directory, path, out found);
        }

        found = default;
        return FileErrorCode.NotDirectory;
    }
}
