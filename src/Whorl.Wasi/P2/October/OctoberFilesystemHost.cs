using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Filesystem;
using Whorl.Wasi.P2.Filesystem.Types;
using Whorl.Wasi.P2.October.FilesystemTypes;

namespace Whorl.Wasi.P2.October;

/// <summary>What <c>wasi:filesystem</c> has in the candidate of October 2023 and in no release. Files have no permissions and no locks here.</summary>
internal sealed class OctoberFilesystemHost(WasiContext context, bool hasFiles) : FilesystemHost(context, hasFiles), FilesystemTypes.IHost
{
    public Result<IDescriptor, ErrorCode> DescriptorOpenAt(
        IDescriptor self, PathFlags pathFlags, GuestString path, OpenFlags openFlags, DescriptorFlags flags, Modes modes) =>
        self.OpenAt(pathFlags, path, openFlags, flags);

    /// <summary>What is there can be read, and directories searched; what else there is to be had shows when it is tried.</summary>
    public Result<Unit, ErrorCode> DescriptorAccessAt(IDescriptor self, PathFlags pathFlags, GuestString path, AccessType type)
    {
        Result<DescriptorStat, ErrorCode> found = self.StatAt(pathFlags, path);
        if (!found.IsOk)
        {
            return found.Error;
        }

        Modes asked = type.Kind == AccessTypeKind.Access ? type.AsAccess() : Modes.None;
        bool isDirectory = found.Value.Type == DescriptorType.Directory;
        return asked.HasFlag(Modes.Writable) && !MayChange(self) ? ErrorCode.ReadOnly
            : asked.HasFlag(Modes.Executable) && !isDirectory ? ErrorCode.Access
            : default(Unit);
    }

    public Result<Unit, ErrorCode> DescriptorChangeFilePermissionsAt(IDescriptor self, PathFlags pathFlags, GuestString path, Modes modes) =>
        ErrorCode.Unsupported;

    public Result<Unit, ErrorCode> DescriptorChangeDirectoryPermissionsAt(IDescriptor self, PathFlags pathFlags, GuestString path, Modes modes) =>
        ErrorCode.Unsupported;

    public Result<Unit, ErrorCode> DescriptorLockShared(IDescriptor self) => ErrorCode.Unsupported;

    public Result<Unit, ErrorCode> DescriptorLockExclusive(IDescriptor self) => ErrorCode.Unsupported;

    public Result<Unit, ErrorCode> DescriptorTryLockShared(IDescriptor self) => ErrorCode.Unsupported;

    public Result<Unit, ErrorCode> DescriptorTryLockExclusive(IDescriptor self) => ErrorCode.Unsupported;

    public Result<Unit, ErrorCode> DescriptorUnlock(IDescriptor self) => ErrorCode.Unsupported;

    private static bool MayChange(IDescriptor directory)
    {
        Result<DescriptorFlags, ErrorCode> flags = directory.GetFlags();
        return flags.IsOk && flags.Value.HasFlag(DescriptorFlags.MutateDirectory);
    }
}
