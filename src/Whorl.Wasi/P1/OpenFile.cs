using Whorl.Wasi.Files;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.P1;

/// <summary>What a number in preview 1's table of descriptors stands for: a stream, or a file or directory with a position.</summary>
internal sealed class OpenFile : IDisposable
{
    private OpenFile()
    {
    }

    /// <summary>Standard input; null for anything else.</summary>
    public InputSource? Input { get; private init; }

    /// <summary>Standard output or error; null for anything else.</summary>
    public OutputTarget? Output { get; private init; }

    /// <summary>The file or directory; null for a stream.</summary>
    public FileDescriptor? File { get; private init; }

    /// <summary>For a directory that was there from the start: the path that the program knows it by.</summary>
    public string? PreopenName { get; private init; }

    /// <summary>Where the next read or write takes place.</summary>
    public ulong Position { get; set; }

    /// <summary>The descriptor's flags: whether it appends, and others that make no difference here.</summary>
    public ushort Flags { get; set; }

    /// <summary>The directory's entries while they are read, as they were when that began.</summary>
    public string[]? Listing { get; set; }

    public bool Appends => (Flags & 1) != 0;

    public bool IsDirectory => File?.Node is DirectoryNode;

    public static OpenFile OfInput(InputSource input) => new() { Input = input };

    public static OpenFile OfOutput(OutputTarget output) => new() { Output = output };

    public static OpenFile OfPreopen(FileDescriptor directory, string name) => new() { File = directory, PreopenName = name };

    public static OpenFile Of(FileDescriptor file, ushort flags) => new() { File = file, Flags = flags };

    // Standard streams are the context's.
    public void Dispose() => File?.Dispose();
}
