using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasi.Files;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Clocks.WallClock;
using Whorl.Wasi.P2.Filesystem.Types;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Io.Streams;

namespace Whorl.Wasi.P2.Filesystem;

/// <summary><c>wasi:filesystem/types.descriptor</c>.</summary>
internal sealed class DescriptorResource(WasiContext context, FileDescriptor descriptor) : IDescriptor
{
    public static DescriptorType TypeOf(FileNode node) => node is DirectoryNode ? DescriptorType.Directory : DescriptorType.RegularFile;

    public Result<IInputStream, ErrorCode> ReadViaStream(ulong offset) => descriptor.OpenInput(offset, out FileInput? input) is { } error
        ? FileErrors.From(error)
        : new InputStreamResource(context, input!);

    public Result<IOutputStream, ErrorCode> WriteViaStream(ulong offset) => OpenOutput(offset);

    public Result<IOutputStream, ErrorCode> AppendViaStream() => OpenOutput(null);

    public Result<Unit, ErrorCode> Advise(ulong offset, ulong length, Advice advice) =>
        descriptor.Node is RegularFile ? default(Unit) : ErrorCode.BadDescriptor;

    public Result<Unit, ErrorCode> SyncData() => default(Unit);

    public Result<Unit, ErrorCode> Sync() => default(Unit);

    public Result<DescriptorFlags, ErrorCode> GetFlags() => (DescriptorFlags)descriptor.Modes;

    public Result<DescriptorType, ErrorCode> GetType_() => TypeOf(descriptor.Node);

    public Result<Unit, ErrorCode> SetSize(ulong size) => FileErrors.ToResult(descriptor.SetLength(size));

    public Result<Unit, ErrorCode> SetTimes(NewTimestamp dataAccessTimestamp, NewTimestamp dataModificationTimestamp) =>
        FileErrors.ToResult(descriptor.SetTimes(TimeOf(dataAccessTimestamp), TimeOf(dataModificationTimestamp)));

    public Result<Unit, ErrorCode> SetTimesAt(
        PathFlags pathFlags, GuestString path, NewTimestamp dataAccessTimestamp, NewTimestamp dataModificationTimestamp) =>
        FileErrors.ToResult(descriptor.SetTimesAt(path.ToString(), TimeOf(dataAccessTimestamp), TimeOf(dataModificationTimestamp)));

    public Result<(byte[], bool), ErrorCode> Read(ulong length, ulong offset)
    {
        // No more than is there, so that a large length alone costs nothing.
        ulong rest = (ulong)descriptor.Node.Length - Math.Min(offset, (ulong)descriptor.Node.Length);
        byte[] bytes = new byte[(int)Math.Min(Math.Min(length, rest), InputSource.MaxReadBytes)];
        if (descriptor.Read(offset, bytes, out int count, out bool atEnd) is { } error)
        {
            return FileErrors.From(error);
        }

        return (count == bytes.Length ? bytes : bytes[..count], atEnd);
    }

    public Result<ulong, ErrorCode> Write(ReadOnlySpan<byte> buffer, ulong offset) =>
        descriptor.Write(offset, buffer) is { } error ? FileErrors.From(error) : (ulong)buffer.Length;

    public Result<IDirectoryEntryStream, ErrorCode> ReadDirectory() => descriptor.List(out string[] names) is { } error
        ? FileErrors.From(error)
        : new DirectoryEntryStreamResource((DirectoryNode)descriptor.Node, names);

    public Result<Unit, ErrorCode> CreateDirectoryAt(GuestString path) =>
        FileErrors.ToResult(descriptor.CreateDirectoryAt(path.ToString()));

    public Result<DescriptorStat, ErrorCode> Stat() => StatOf(descriptor.Node);

    public Result<DescriptorStat, ErrorCode> StatAt(PathFlags pathFlags, GuestString path) =>
        descriptor.Find(path.ToString(), out FileNode? node) is { } error ? FileErrors.From(error) : StatOf(node!);

    public Result<Unit, ErrorCode> LinkAt(PathFlags oldPathFlags, GuestString oldPath, IDescriptor newDescriptor, GuestString newPath) =>
        FileErrors.ToResult(descriptor.LinkAt(oldPath.ToString(), Kernel(newDescriptor), newPath.ToString()));

    public Result<IDescriptor, ErrorCode> OpenAt(PathFlags pathFlags, GuestString path, OpenFlags openFlags, DescriptorFlags flags) =>
        descriptor.OpenAt(path.ToString(), (OpenModes)openFlags, (DescriptorModes)flags, out FileDescriptor? opened) is { } error
            ? FileErrors.From(error)
            : new DescriptorResource(context, opened!);

    /// <summary>What is there is no symbolic link.</summary>
    public Result<string, ErrorCode> ReadlinkAt(GuestString path) =>
        FileErrors.From(descriptor.Find(path.ToString(), out _) ?? FileErrorCode.Invalid);

    public Result<Unit, ErrorCode> RemoveDirectoryAt(GuestString path) =>
        FileErrors.ToResult(descriptor.RemoveDirectoryAt(path.ToString()));

    public Result<Unit, ErrorCode> RenameAt(GuestString oldPath, IDescriptor newDescriptor, GuestString newPath) =>
        FileErrors.ToResult(descriptor.RenameAt(oldPath.ToString(), Kernel(newDescriptor), newPath.ToString()));

    public Result<Unit, ErrorCode> SymlinkAt(GuestString oldPath, GuestString newPath) =>
        FileErrors.From(descriptor.SymlinkAt(oldPath.ToString()));

    public Result<Unit, ErrorCode> UnlinkFileAt(GuestString path) => FileErrors.ToResult(descriptor.UnlinkFileAt(path.ToString()));

    public bool IsSameObject(IDescriptor other) => ReferenceEquals(descriptor.Node, Kernel(other).Node);

    public Result<MetadataHashValue, ErrorCode> MetadataHash() => HashOf(descriptor.Node);

    public Result<MetadataHashValue, ErrorCode> MetadataHashAt(PathFlags pathFlags, GuestString path) =>
        descriptor.Find(path.ToString(), out FileNode? node) is { } error ? FileErrors.From(error) : HashOf(node!);

    public void Dispose() => descriptor.Dispose();

    private static FileDescriptor Kernel(IDescriptor resource) => ((DescriptorResource)resource).Descriptor;

    private static MetadataHashValue HashOf(FileNode node)
    {
        UInt128 hash = node.MetadataHash();
        return new MetadataHashValue((ulong)hash, (ulong)(hash >> 64));
    }

    private static DescriptorStat StatOf(FileNode node) => new(
        TypeOf(node), (ulong)node.Links, (ulong)node.Length, TimeOf(node.Accessed), TimeOf(node.Modified), TimeOf(node.StatusChanged));

    private static Option<Datetime> TimeOf(FileTime time) => new Datetime(time.Seconds, time.Nanoseconds);

    private FileTime? TimeOf(NewTimestamp time) => time.Kind switch
    {
        NewTimestampKind.Now => FileTime.From(context.Options.Time.GetUtcNow()),
        NewTimestampKind.Timestamp => new FileTime(time.AsTimestamp().Seconds, time.AsTimestamp().Nanoseconds),
        _ => null,
    };

    private Result<IOutputStream, ErrorCode> OpenOutput(ulong? offset) => descriptor.OpenOutput(offset, out FileOutput? output) is { } error
        ? FileErrors.From(error)
        : new OutputStreamResource(context, output!);

    private FileDescriptor Descriptor => descriptor;
}
