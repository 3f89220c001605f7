using System.Text;
using Whorl.Components.Abi;
using Whorl.Wasi.Files;

namespace Whorl.Wasi.P1;

/// <content>What can be done with a path from a directory.</content>
internal sealed partial class Preview1Host
{
    private const int MaxPathBytes = 64 * 1024;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Errno PathCreateDirectory(GuestMemory memory, uint fd, uint path, uint length) =>
        At(memory, fd, path, length, static (directory, name) => directory.CreateDirectoryAt(name));

    public Errno PathRemoveDirectory(GuestMemory memory, uint fd, uint path, uint length) =>
        At(memory, fd, path, length, static (directory, name) => directory.RemoveDirectoryAt(name));

    public Errno PathUnlinkFile(GuestMemory memory, uint fd, uint path, uint length) =>
        At(memory, fd, path, length, static (directory, name) => directory.UnlinkFileAt(name));

    public Errno PathReadlink(GuestMemory memory, uint fd, uint path, uint length) =>
        At(memory, fd, path, length, static (directory, name) => directory.Find(name, out _) ?? FileErrorCode.Invalid);

    public Errno PathFilestatGet(GuestMemory memory, uint fd, uint path, uint length, uint result)
    {
        FileNode? node = null;
        Errno error = At(memory, fd, path, length, (directory, name) => directory.Find(name, out node));
        if (error == Errno.Success)
        {
            WriteStat(memory, node!, result);
        }

        return error;
    }

    public Errno PathFilestatSetTimes(GuestMemory memory, uint fd, uint path, uint length, ulong accessed, ulong modified, uint flags) =>
        Times(accessed, modified, flags, out FileTime? atime, out FileTime? mtime)
            ? At(memory, fd, path, length, (directory, name) => directory.SetTimesAt(name, atime, mtime))
            : Errno.Inval;

    public Errno PathLink(GuestMemory memory, uint oldFd, uint oldPath, uint oldLength, uint newFd, uint newPath, uint newLength) =>
        Between(memory, oldFd, oldPath, oldLength, newFd, newPath, newLength, static (from, old, to, name) => from.LinkAt(old, to, name));

    public Errno PathRename(GuestMemory memory, uint oldFd, uint oldPath, uint oldLength, uint newFd, uint newPath, uint newLength) =>
        Between(memory, oldFd, oldPath, oldLength, newFd, newPath, newLength, static (from, old, to, name) => from.RenameAt(old, to, name));

    public Errno PathSymlink(GuestMemory memory, uint oldPath, uint oldLength, uint fd, uint newPath, uint newLength)
    {
        Errno error = ReadPath(memory, oldPath, oldLength, out string target);
        return error != Errno.Success ? error : At(memory, fd, newPath, newLength, (directory, _) => directory.SymlinkAt(target));
    }

    public Errno PathOpen(GuestMemory memory, uint fd, uint path, uint length, uint open, ulong rights, uint flags, uint result)
    {
        const ulong read = 1 << 1;
        const ulong write = (1 << 6) | (1 << 8) | (1 << 22);
        if (_open.Count >= MaxOpenFiles)
        {
            return Errno.Nfile;
        }

        var modes = ((rights & read) != 0 ? DescriptorModes.Read : DescriptorModes.None) | ((rights & write) != 0 ? DescriptorModes.Write : DescriptorModes.None);
        var how = (OpenModes)(open & 15);

        // Programs ask for every right when they open a directory.
        FileDescriptor? opened = null;
        Errno error = At(memory, fd, path, length, (directory, name) =>
            directory.OpenAt(name, how, how.HasFlag(OpenModes.Directory) || IsDirectory(directory, name) ? DescriptorModes.Read : modes, out opened));
        if (error != Errno.Success)
        {
            return error;
        }

        uint number = FirstFree;
        while (_open.ContainsKey(number))
        {
            number++;
        }

        _open.Add(number, OpenFile.Of(opened!, (ushort)(flags & 31)));
        memory.WriteU32(result, number);
        return Errno.Success;
    }

    private static bool IsDirectory(FileDescriptor directory, string name) => directory.Find(name, out FileNode? node) is null && node is DirectoryNode;

    private Errno At(GuestMemory memory, uint fd, uint path, uint length, Func<FileDescriptor, string, FileErrorCode?> action)
    {
        if (!_open.TryGetValue(fd, out OpenFile? file))
        {
            return Errno.Badf;
        }

        if (file.File is not { } directory)
        {
            return Errno.Notdir;
        }

        Errno error = ReadPath(memory, path, length, out string name);
        return error != Errno.Success ? error : Errnos.From(action(directory, name));
    }

    private Errno Between(
        GuestMemory memory,
        uint oldFd,
        uint oldPath,
        uint oldLength,
        uint newFd,
        uint newPath,
        uint newLength,
        Func<FileDescriptor, string, FileDescriptor, string, FileErrorCode?> action)
    {
        if (!_open.TryGetValue(newFd, out OpenFile? target))
        {
            return Errno.Badf;
        }

        if (target.File is not { } to)
        {
            return Errno.Notdir;
        }

        Errno error = ReadPath(memory, newPath, newLength, out string name);
        return error != Errno.Success ? error : At(memory, oldFd, oldPath, oldLength, (from, old) => action(from, old, to, name));
    }

    private static Errno ReadPath(GuestMemory memory, uint path, uint length, out string text)
    {
        text = "";
        if (length > MaxPathBytes)
        {
            return Errno.Nametoolong;
        }

        try
        {
            text = s_strictUtf8.GetString(memory.Slice(path, length));
            return Errno.Success;
        }
        catch (DecoderFallbackException)
        {
            return Errno.Ilseq;
        }
    }
}
