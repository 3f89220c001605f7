using Whorl.Components.Hosting;
using Whorl.Wasi.Files;
using Whorl.Wasi.P2.Filesystem.Types;

namespace Whorl.Wasi.P2.Filesystem;

/// <summary><c>wasi:filesystem/types.directory-entry-stream</c>: the entries that were there when it was opened and still are.</summary>
internal sealed class DirectoryEntryStreamResource(DirectoryNode directory, string[] names) : IDirectoryEntryStream
{
    private int _next;

    public Result<Option<DirectoryEntry>, ErrorCode> ReadDirectoryEntry()
    {
        while (_next < names.Length)
        {
            string name = names[_next++];
            if (directory.TryFind(name, out FileNode? node))
            {
                return Option<DirectoryEntry>.Some(new DirectoryEntry(DescriptorResource.TypeOf(node), name));
            }
        }

        return Option<DirectoryEntry>.None;
    }

    public void Dispose()
    {
    }
}
