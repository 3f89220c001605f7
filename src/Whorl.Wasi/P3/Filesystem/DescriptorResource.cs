using Whorl.Components.Hosting;
using Whorl.Wasi.Files;
using Whorl.Wasi.P3.Clocks.SystemClock;
using Whorl.Wasi.P3.Filesystem.Types;

namespace Whorl.Wasi.P3.Filesystem;

/// <summary><c>wasi:filesystem/types.descriptor</c>. Files are in memory, or as good as: nothing has to be waited for.</summary>
internal sealed partial class DescriptorResource(WasiContext context, FileDescriptor descriptor) : IDescriptor
{
    public ValueTask<Result<Unit, ErrorCode>> Advise(ulong offset, ulong length, Advice advice, HostTask task) =>
        FileErrors.Done(descriptor.Node is RegularFile ? null : FileErrorCode.BadDescriptor);

    public ValueTask<Result<Unit, ErrorCode>> SyncData(HostTask task) => FileErrors.Done(null);

    public ValueTask<Result<Unit, ErrorCode>> Sync(HostTask task) => FileErrors.Done(null);

    public ValueTask<Result<DescriptorFlags, ErrorCode>> GetFlags(HostTask task) => FileErrors.Done((DescriptorFlags)descriptor.Modes);

    public ValueTask<Result<DescriptorType, ErrorCode>> GetType_(HostTask task) => FileErrors.Done(TypeOf(descriptor.Node));

    public ValueTask<Result<Unit, ErrorCode>> SetSize(ulong size, HostTask task) => FileErrors.Done(descriptor.SetLength(size));

    public ValueTask<Result<Unit, ErrorCode>> SetTimes(NewTimestamp dataAccessTimestamp, NewTimestamp dataModificationTimestamp, HostTask task) =>
        FileErrors.Done(
            Check(dataAccessTimestamp) ?? Check(dataModificationTimestamp)
            ?? descriptor.SetTimes(TimeOf(dataAccessTimestamp), TimeOf(dataModificationTimestamp)));

    public ValueTask<Result<Unit, ErrorCode>> SetTimesAt(
        PathFlags pathFlags, string path, NewTimestamp dataAccessTimestamp, NewTimestamp dataModificationTimestamp, HostTask task) =>
        FileErrors.Done(
            Check(dataAccessTimestamp) ?? Check(dataModificationTimestamp)
            ?? descriptor.SetTimesAt(path, TimeOf(dataAccessTimestamp), TimeOf(dataModificationTimestamp)));

    public ValueTask<Result<Unit, ErrorCode>> CreateDirectoryAt(string path, HostTask task) => FileErrors.Done(descriptor.CreateDirectoryAt(path));

    public ValueTask<Result<DescriptorStat, ErrorCode>> Stat(HostTask task) => FileErrors.Done(StatOf(descriptor.Node));

    public ValueTask<Result<DescriptorStat, ErrorCode>> StatAt(PathFlags pathFlags, string path, HostTask task) =>
        descriptor.Find(path, out FileNode? node) is { } error
            ? FileErrors.Failed<DescriptorStat>(error)
            : FileErrors.Done(StatOf(node!));

    public ValueTask<Result<Unit, ErrorCode>> LinkAt(
        PathFlags oldPathFlags, string oldPath, IDescriptor newDescriptor, string newPath, HostTask task) =>
        FileErrors.Done(descriptor.LinkAt(oldPath, Kernel(newDescriptor), newPath));

    public ValueTask<Result<IDescriptor, ErrorCode>> OpenAt(
        PathFlags pathFlags, string path, OpenFlags openFlags, DescriptorFlags flags, HostTask task) =>
        descriptor.OpenAt(path, (OpenModes)openFlags, (DescriptorModes)flags, out FileDescriptor? opened) is { } error
            ? FileErrors.Failed<IDescriptor>(error)
            : FileErrors.Done<IDescriptor>(new DescriptorResource(context, opened!));

    /// <summary>What is there is no symbolic link.</summary>
    public ValueTask<Result<string, ErrorCode>> ReadlinkAt(string path, HostTask task) =>
        FileErrors.Failed<string>(descriptor.Find(path, out _) ?? FileErrorCode.Invalid);

    public ValueTask<Result<Unit, ErrorCode>> RemoveDirectoryAt(string path, HostTask task) => FileErrors.Done(descriptor.RemoveDirectoryAt(path));

    public ValueTask<Result<Unit, ErrorCode>> RenameAt(string oldPath, IDescriptor newDescriptor, string newPath, HostTask task) =>
        FileErrors.Done(descriptor.RenameAt(oldPath, Kernel(newDescriptor), newPath));

    public ValueTask<Result<Unit, ErrorCode>> SymlinkAt(string oldPath, string newPath, HostTask task) =>
        FileErrors.Done((FileErrorCode?)descriptor.SymlinkAt(oldPath));

    public ValueTask<Result<Unit, ErrorCode>> UnlinkFileAt(string path, HostTask task) => FileErrors.Done(descriptor.UnlinkFileAt(path));

    public ValueTask<bool> IsSameObject(IDescriptor other, HostTask task) => new(ReferenceEquals(descriptor.Node, Kernel(other).Node));

    public ValueTask<Result<MetadataHashValue, ErrorCode>> MetadataHash(HostTask task) => FileErrors.Done(HashOf(descriptor.Node));

    public ValueTask<Result<MetadataHashValue, ErrorCode>> MetadataHashAt(PathFlags pathFlags, string path, HostTask task) =>
        descriptor.Find(path, out FileNode? node) is { } error
            ? FileErrors.Failed<MetadataHashValue>(error)
            : FileErrors.Done(HashOf(node!));

    public void Dispose() => descriptor.Dispose();

    private static DescriptorType TypeOf(FileNode node) => node is DirectoryNode ? DescriptorType.Directory : DescriptorType.RegularFile;

    private static FileDescriptor Kernel(IDescriptor resource) => ((DescriptorResource)resource).Descriptor;

    private static MetadataHashValue HashOf(FileNode node)
    {
        UInt128 hash = node.MetadataHash();
        return new MetadataHashValue((ulong)hash, (ulong)(hash >> 64));
    }

    private static DescriptorStat StatOf(FileNode node) => new(
        TypeOf(node), (ulong)node.Links, (ulong)node.Length, TimeOf(node.Accessed), TimeOf(node.Modified), TimeOf(node.StatusChanged));

    private static Option<Instant> TimeOf(FileTime time) => new Instant((long)time.Seconds, time.Nanoseconds);

    /// <summary>Times before the epoch cannot be kept.</summary>
    private static FileErrorCode? Check(NewTimestamp time) =>
        time.Kind == NewTimestampKind.Timestamp && time.AsTimestamp().Seconds < 0 ? FileErrorCode.Invalid : null;

    private FileTime? TimeOf(NewTimestamp time) => time.Kind switch
    {
        NewTimestampKind.Now => FileTime.From(context.Options.Time.GetUtcNow()),
        NewTimestampKind.Timestamp => new FileTime((ulong)time.AsTimestamp().Seconds, time.AsTimestamp().Nanoseconds),
        _ => null,
    };

    private FileDescriptor Descriptor => descriptor;
}
