using Whorl.Wasi.Io;

namespace Whorl.Wasi.Files;

/// <summary>An open file or directory. Operations give null, or the code of what went wrong.</summary>
internal sealed partial class FileDescriptor : IDisposable
{
    private readonly WasiContext _context;
    private readonly FileSpace _space;
    private bool _disposed;

    private FileDescriptor(WasiContext context, FileSpace space, FileNode node, DescriptorModes modes)
    {
        _context = context;
        _space = space;
        Node = node;
        Modes = modes;
        (node as RegularFile)?.Open();
    }

    public FileNode Node { get; }

    public DescriptorModes Modes { get; }

    private bool IsDirectory => Node is DirectoryNode;

    /// <summary>Opens the root of an instance's files.</summary>
    public static FileDescriptor OpenRoot(WasiContext context)
    {
        var modes = DescriptorModes.Read | (context.Options.TransientWrites ? DescriptorModes.MutateDirectory : DescriptorModes.None);
        return new FileDescriptor(context, context.FileSpace, context.RootDirectory, modes);
    }

    public FileErrorCode? OpenInput(ulong offset, out FileInput? input)
    {
        input = null;
        if (CheckReadable(out RegularFile? file) is { } error)
        {
            return error;
        }

        input = new FileInput(file!, offset);
        return null;
    }

    /// <param name="offset">Where to write; null for always at the end.</param>
    /// <param name="output">The stream.</param>
    public FileErrorCode? OpenOutput(ulong? offset, out FileOutput? output)
    {
        output = null;
        if (CheckWritable(out RegularFile? file) is { } error)
        {
            return error;
        }

        output = new FileOutput(file!, offset);
        return null;
    }

    public FileErrorCode? Read(ulong offset, Span<byte> destination, out int count, out bool atEnd)
    {
        count = 0;
        atEnd = false;
        if ((CheckReadable(out RegularFile? file) ?? file!.Read(offset, destination, out count)) is { } error)
        {
            return error;
        }

        atEnd = offset >= (ulong)file!.Length || offset + (ulong)count >= (ulong)file.Length;
        return null;
    }

    public FileErrorCode? Write(ulong offset, ReadOnlySpan<byte> bytes) =>
        CheckWritable(out RegularFile? file) ?? file!.Write(offset, bytes);

    public FileErrorCode? SetLength(ulong length) => CheckWritable(out RegularFile? file) ?? file!.SetLength(length);

    public FileErrorCode? SetTimes(FileTime? accessed, FileTime? modified)
    {
        if (!Modes.HasFlag(IsDirectory ? DescriptorModes.MutateDirectory : DescriptorModes.Write))
        {
            return _context.Options.TransientWrites ? FileErrorCode.BadDescriptor : FileErrorCode.ReadOnly;
        }

        return SetTimes(Node, accessed, modified);
    }

    /// <summary>The names in the directory, as they are now.</summary>
    public FileErrorCode? List(out string[] names)
    {
        names = [];
        if (Node is not DirectoryNode directory)
        {
            return FileErrorCode.NotDirectory;
        }

        names = directory.Names();
        return null;
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            (Node as RegularFile)?.Close();
        }
    }

    private static FileErrorCode? SetTimes(FileNode node, FileTime? accessed, FileTime? modified)
    {
        if (accessed?.Nanoseconds >= FileTime.NanosecondsPerSecond || modified?.Nanoseconds >= FileTime.NanosecondsPerSecond)
        {
            return FileErrorCode.Invalid;
        }

        (node as RegularFile)?.SetTimes(accessed, modified);
        (node as DirectoryNode)?.SetTimes(accessed, modified);
        return null;
    }

    private FileErrorCode? CheckReadable(out RegularFile? file)
    {
        file = Node as RegularFile;
        if (file is null)
        {
            return FileErrorCode.IsDirectory;
        }

        return Modes.HasFlag(DescriptorModes.Read) ? null : FileErrorCode.BadDescriptor;
    }

    private FileErrorCode? CheckWritable(out RegularFile? file)
    {
        file = Node as RegularFile;
        if (file is null)
        {
            return FileErrorCode.IsDirectory;
        }

        if (Modes.HasFlag(DescriptorModes.Write))
        {
            return null;
        }

        return _context.Options.TransientWrites ? FileErrorCode.BadDescriptor : FileErrorCode.ReadOnly;
    }
}
