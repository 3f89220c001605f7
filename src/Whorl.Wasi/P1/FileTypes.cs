using Whorl.Wasi.Files;

namespace Whorl.Wasi.P1;

/// <summary>What is at the end of a descriptor: <c>filetype</c>.</summary>
internal static class FileTypes
{
    private const byte CharacterDevice = 2;
    private const byte Directory = 3;
    private const byte RegularFile = 4;

    public static byte Of(OpenFile file) => file.File is { } descriptor ? Of(descriptor.Node) : CharacterDevice;

    public static byte Of(FileNode node) => node is DirectoryNode ? Directory : RegularFile;
}
