using Microsoft.Win32.SafeHandles;

namespace Whorl.Apps.Files;

/// <summary>The content of a file as it was when the app was loaded.</summary>
public sealed class FileContent
{
    private readonly string _hostPath;

    internal FileContent(string hostPath, string digest, long length, DateTimeOffset modified)
    {
        _hostPath = hostPath;
        Digest = digest;
        Length = length;
        Modified = modified;
    }

    /// <summary>The SHA-256 of the bytes, 64 lower-case hex digits.</summary>
    public string Digest { get; }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>When the file was last written to before the app was loaded.</summary>
    public DateTimeOffset Modified { get; }

    /// <summary>Opens the file for reading at any offset, by any number of threads.</summary>
    /// <exception cref="IOException">The file is gone, or is not the one that was loaded any more.</exception>
    public SafeFileHandle OpenRead()
    {
        var handle = File.OpenHandle(_hostPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (RandomAccess.GetLength(handle) == Length && File.GetLastWriteTimeUtc(handle) == Modified.UtcDateTime)
        {
            return handle;
        }

        handle.Dispose();
        throw new IOException($"{_hostPath} has changed since the app was loaded. Restart the app to load it again.");
    }
}
