using System.Buffers;
using System.Text;
using Whorl.Components.Abi;
using Whorl.Wasi.Files;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.P1;

/// <content>What can be done with an open descriptor.</content>
internal sealed partial class Preview1Host
{
    private const int MaxVectors = 1024;
    private const uint DirectoryEntryBytes = 24;

    // What a descriptor may be used for is decided by the file itself; programs only look whether a bit is there.
    private const ulong AllRights = (1UL << 30) - 1;
    private const ulong StreamRights = (1 << 1) | (1 << 6) | (1 << 21) | (1 << 27);

    private enum Whence : uint
    {
        Set = 0,
        Current = 1,
        End = 2,
    }

    public Errno FdAdvise(uint fd) => FileOf(fd, out _);

    public Errno FdAllocate(uint fd) => FileOf(fd, out _) is var error && error != Errno.Success ? error : Errno.Notsup;

    public Errno FdClose(uint fd)
    {
        if (!_open.Remove(fd, out OpenFile? file))
        {
            return Errno.Badf;
        }

        file.Dispose();
        return Errno.Success;
    }

    public Errno FdSync(uint fd) => _open.ContainsKey(fd) ? Errno.Success : Errno.Badf;

    public Errno FdFdstatGet(GuestMemory memory, uint fd, uint result)
    {
        if (!_open.TryGetValue(fd, out OpenFile? file))
        {
            return Errno.Badf;
        }

        ulong rights = file.File is null ? StreamRights : AllRights;
        memory.WritableSlice(result, 24).Clear();
        memory.WriteU8(result, FileTypes.Of(file));
        memory.WriteU16(result + 2, file.Flags);
        memory.WriteU64(result + 8, rights);
        memory.WriteU64(result + 16, rights);
        return Errno.Success;
    }

    public Errno FdFdstatSetFlags(uint fd, uint flags)
    {
        const uint known = 0b1_1111;
        if (!_open.TryGetValue(fd, out OpenFile? file))
        {
            return Errno.Badf;
        }

        if ((flags & ~known) != 0)
        {
            return Errno.Inval;
        }

        file.Flags = (ushort)flags;
        return Errno.Success;
    }

    public Errno FdFilestatGet(GuestMemory memory, uint fd, uint result)
    {
        if (!_open.TryGetValue(fd, out OpenFile? file))
        {
            return Errno.Badf;
        }

        if (file.File is { } descriptor)
        {
            WriteStat(memory, descriptor.Node, result);
            return Errno.Success;
        }

        memory.WritableSlice(result, 64).Clear();
        memory.WriteU8(result + 16, FileTypes.Of(file));
        memory.WriteU64(result + 24, 1);
        return Errno.Success;
    }

    public Errno FdFilestatSetSize(uint fd, ulong size) => FileOf(fd, out OpenFile? file) is var error && error != Errno.Success
        ? error
        : Errnos.From(file!.File!.SetLength(size));

    public Errno FdFilestatSetTimes(uint fd, ulong accessed, ulong modified, uint flags)
    {
        if (FileOf(fd, out OpenFile? file) is var error && error != Errno.Success)
        {
            return error;
        }

        return Times(accessed, modified, flags, out FileTime? atime, out FileTime? mtime) ? Errnos.From(file!.File!.SetTimes(atime, mtime)) : Errno.Inval;
    }

    public Errno FdPrestatGet(GuestMemory memory, uint fd, uint result)
    {
        if (!_open.TryGetValue(fd, out OpenFile? file) || file.PreopenName is null)
        {
            return Errno.Badf;
        }

        memory.WriteU32(result, 0);
        memory.WriteU32(result + 4, (uint)Encoding.UTF8.GetByteCount(file.PreopenName));
        return Errno.Success;
    }

    public Errno FdPrestatDirName(GuestMemory memory, uint fd, uint path, uint length)
    {
        if (!_open.TryGetValue(fd, out OpenFile? file) || file.PreopenName is null)
        {
            return Errno.Badf;
        }

        byte[] name = Encoding.UTF8.GetBytes(file.PreopenName);
        if (name.Length > length)
        {
            return Errno.Nametoolong;
        }

        name.CopyTo(memory.WritableSlice(path, (uint)name.Length));
        return Errno.Success;
    }

    public Errno FdRead(GuestMemory memory, uint fd, uint vectors, uint count, uint result)
    {
        if (!_open.TryGetValue(fd, out OpenFile? file))
        {
            return Errno.Badf;
        }

        if (file.Input is { } input)
        {
            return ReadStream(memory, input, vectors, count, result);
        }

        Errno error = ReadAt(memory, file, file.Position, vectors, count, out uint total);
        file.Position += total;
        memory.WriteU32(result, total);
        return error;
    }

    public Errno FdPread(GuestMemory memory, uint fd, uint vectors, uint count, ulong offset, uint result)
    {
        if (FileOf(fd, out OpenFile? file) is var found && found != Errno.Success)
        {
            return found;
        }

        Errno error = ReadAt(memory, file!, offset, vectors, count, out uint total);
        memory.WriteU32(result, total);
        return error;
    }

    public Errno FdWrite(GuestMemory memory, uint fd, uint vectors, uint count, uint result)
    {
        if (!_open.TryGetValue(fd, out OpenFile? file))
        {
            return Errno.Badf;
        }

        ulong at = file.Appends && file.File is { } descriptor ? (ulong)descriptor.Node.Length : file.Position;
        Errno error = WriteAt(memory, file, at, vectors, count, out uint total);
        file.Position = at + total;
        memory.WriteU32(result, total);
        return error;
    }

    public Errno FdPwrite(GuestMemory memory, uint fd, uint vectors, uint count, ulong offset, uint result)
    {
        if (FileOf(fd, out OpenFile? file) is var found && found != Errno.Success)
        {
            return found;
        }

        Errno error = WriteAt(memory, file!, offset, vectors, count, out uint total);
        memory.WriteU32(result, total);
        return error;
    }

    public Errno FdReaddir(GuestMemory memory, uint fd, uint buffer, uint length, ulong cookie, uint result)
    {
        if (!_open.TryGetValue(fd, out OpenFile? file) || file.File is not { } descriptor)
        {
            return Errno.Badf;
        }

        if (cookie == 0 || file.Listing is null)
        {
            if (Errnos.From(descriptor.List(out string[] names)) is var error && error != Errno.Success)
            {
                return error;
            }

            file.Listing = [".", "..", .. names];
        }

        uint used = 0;
        for (ulong i = cookie; i < (ulong)file.Listing.Length && used < length; i++)
        {
            used += WriteEntry(memory.WritableSlice(buffer + used, length - used), (DirectoryNode)descriptor.Node, file.Listing[i], i + 1);
        }

        // A buffer that is full says that there is more to come, so the last entry may be cut off.
        memory.WriteU32(result, used);
        return Errno.Success;
    }

    public Errno FdRenumber(uint from, uint to)
    {
        if (!_open.TryGetValue(from, out OpenFile? file) || !_open.TryGetValue(to, out OpenFile? replaced))
        {
            return Errno.Badf;
        }

        if (from != to)
        {
            replaced.Dispose();
            _open[to] = file;
            _open.Remove(from);
        }

        return Errno.Success;
    }

    public Errno FdSeek(GuestMemory memory, uint fd, ulong offset, uint whence, uint result)
    {
        if (!_open.TryGetValue(fd, out OpenFile? file))
        {
            return Errno.Badf;
        }

        if (file.File is not { } descriptor || file.IsDirectory)
        {
            return file.File is null ? Errno.Spipe : Errno.Badf;
        }

        Int128 start = (Whence)whence switch
        {
            Whence.Set => 0,
            Whence.Current => file.Position,
            Whence.End => descriptor.Node.Length,
            _ => -1,
        };
        Int128 position = start + (long)offset;
        if (start < 0 || position < 0 || position > long.MaxValue)
        {
            return Errno.Inval;
        }

        file.Position = (ulong)position;
        memory.WriteU64(result, file.Position);
        return Errno.Success;
    }

    public Errno FdTell(GuestMemory memory, uint fd, uint result) => FdSeek(memory, fd, 0, (uint)Whence.Current, result);

    private Errno FileOf(uint fd, out OpenFile? file)
    {
        if (!_open.TryGetValue(fd, out file))
        {
            return Errno.Badf;
        }

        return file.File is null ? Errno.Spipe : Errno.Success;
    }

    private Errno ReadStream(GuestMemory memory, InputSource input, uint vectors, uint count, uint result)
    {
        if (count > MaxVectors)
        {
            return Errno.Inval;
        }

        memory.WriteU32(result, 0);
        for (uint i = 0; i < count; i++)
        {
            Span<byte> target = Vector(memory, vectors, i);
            if (target.IsEmpty)
            {
                continue;
            }

            while (true)
            {
                StreamStatus status = input.Read(Math.Min(target.Length, InputSource.MaxReadBytes), out ReadOnlySequence<byte> bytes);
                if (status != StreamStatus.Open)
                {
                    return status == StreamStatus.Failed ? Errno.Io : Errno.Success;
                }

                if (!bytes.IsEmpty)
                {
                    // What is there is enough: a read that waited for more would hang an interactive program.
                    bytes.CopyTo(target);
                    memory.WriteU32(result, (uint)bytes.Length);
                    return Errno.Success;
                }

                _context.WaitFor(input);
            }
        }

        return Errno.Success;
    }

    private static Errno ReadAt(GuestMemory memory, OpenFile file, ulong position, uint vectors, uint count, out uint total)
    {
        total = 0;
        if (file.File is not { } descriptor)
        {
            return Errno.Badf;
        }

        if (count > MaxVectors)
        {
            return Errno.Inval;
        }

        for (uint i = 0; i < count; i++)
        {
            Span<byte> target = Vector(memory, vectors, i);
            if (Errnos.From(descriptor.Read(position + total, target, out int read, out _)) is var error && error != Errno.Success)
            {
                return total > 0 ? Errno.Success : error;
            }

            total += (uint)read;
            if (read < target.Length)
            {
                break;
            }
        }

        return Errno.Success;
    }

    private Errno WriteAt(GuestMemory memory, OpenFile file, ulong position, uint vectors, uint count, out uint total)
    {
        total = 0;
        if (file.Input is not null)
        {
            return Errno.Badf;
        }

        if (count > MaxVectors)
        {
            return Errno.Inval;
        }

        for (uint i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> bytes = Vector(memory, vectors, i);
            Errno error = file.Output is { } output
                ? WriteStream(output, bytes)
                : Errnos.From(file.File!.Write(position + total, bytes));
            if (error != Errno.Success)
            {
                return total > 0 ? Errno.Success : error;
            }

            total += (uint)bytes.Length;
        }

        return Errno.Success;
    }

    private Errno WriteStream(OutputTarget output, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (output.CheckWrite(out int permit) != StreamStatus.Open)
            {
                return Errno.Pipe;
            }

            if (permit == 0)
            {
                _context.WaitFor(output);
                continue;
            }

            int count = Math.Min(permit, bytes.Length);
            if (output.Write(bytes[..count]) != StreamStatus.Open)
            {
                return Errno.Pipe;
            }

            bytes = bytes[count..];
        }

        return output.Flush() == StreamStatus.Open ? Errno.Success : Errno.Pipe;
    }

    private static Span<byte> Vector(GuestMemory memory, uint vectors, uint index)
    {
        uint at = vectors + (index * 8);
        return memory.WritableSlice(memory.ReadU32(at), memory.ReadU32(at + 4));
    }

    private static uint WriteEntry(Span<byte> target, DirectoryNode directory, string name, ulong next)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        FileNode? node = name is "." or ".." ? directory : directory.TryFind(name, out FileNode? found) ? found : null;
        Span<byte> entry = stackalloc byte[(int)DirectoryEntryBytes];
        entry.Clear();
        BitConverter.TryWriteBytes(entry, next);
        BitConverter.TryWriteBytes(entry[8..], node is null ? 0 : (ulong)node.MetadataHash());
        BitConverter.TryWriteBytes(entry[16..], (uint)text.Length);
        entry[20] = node is null ? (byte)0 : FileTypes.Of(node);
        int head = Math.Min(entry.Length, target.Length);
        entry[..head].CopyTo(target);
        int tail = Math.Min(text.Length, target.Length - head);
        text.AsSpan(0, tail).CopyTo(target[head..]);
        return (uint)(head + tail);
    }

    private static void WriteStat(GuestMemory memory, FileNode node, uint result)
    {
        memory.WritableSlice(result, 64).Clear();
        memory.WriteU64(result, 1);
        memory.WriteU64(result + 8, (ulong)node.MetadataHash());
        memory.WriteU8(result + 16, FileTypes.Of(node));
        memory.WriteU64(result + 24, (ulong)node.Links);
        memory.WriteU64(result + 32, (ulong)node.Length);
        memory.WriteU64(result + 40, Nanoseconds(node.Accessed));
        memory.WriteU64(result + 48, Nanoseconds(node.Modified));
        memory.WriteU64(result + 56, Nanoseconds(node.StatusChanged));
    }

    // fstflags: a time can be given or be that of now, not both.
    private bool Times(ulong accessed, ulong modified, uint flags, out FileTime? atime, out FileTime? mtime)
    {
        atime = Time(accessed, flags & 3);
        mtime = Time(modified, (flags >> 2) & 3);
        return (flags & 3) != 3 && ((flags >> 2) & 3) != 3 && flags < 16;

        FileTime? Time(ulong nanoseconds, uint kind) => kind switch
        {
            1 => new FileTime(nanoseconds / FileTime.NanosecondsPerSecond, (uint)(nanoseconds % FileTime.NanosecondsPerSecond)),
            2 => FileTime.From(_context.Options.Time.GetUtcNow()),
            _ => null,
        };
    }
}
