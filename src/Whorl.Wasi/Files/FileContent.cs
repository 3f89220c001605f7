using System.Security.Cryptography;

namespace Whorl.Wasi.Files;

/// <summary>The immutable content of a file, known by its digest. Read by any number of instances at once.</summary>
public abstract class FileContent : IDisposable
{
    /// <summary>Says what every content has.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <param name="digest">What identifies the content, at least 16 bytes.</param>
    protected FileContent(long length, ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (digest.Length < 16)
        {
            throw new ArgumentException($"A content digest has at least 16 bytes; this one has {digest.Length}.", nameof(digest));
        }

        Length = length;
        Digest = digest.ToArray();
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>What identifies the content, at least 16 bytes: two files with the same digest are the same to a guest.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    /// <summary>Reads from a place in the content.</summary>
    /// <param name="offset">Where, in bytes from the start; beyond the end there is nothing to read.</param>
    /// <param name="destination">Takes what is read.</param>
    /// <returns>The number of bytes read: less than asked only at the end.</returns>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public abstract int Read(long offset, Span<byte> destination);

    /// <summary>Closes what the content was read from. Nothing reads it afterwards.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the content was read from.</summary>
    /// <param name="disposing">Always true: no content needs a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Content held in memory.</summary>
    /// <param name="bytes">The content; must not change afterwards.</param>
    public static FileContent FromMemory(ReadOnlyMemory<byte> bytes) => new MemoryFileContent(bytes, SHA256.HashData(bytes.Span));

    /// <summary>Content of a file of the host that does not change, such as one in a content store. Opened when first read, then kept open.</summary>
    /// <param name="path">The host's path. It must come from the host: never build it from what a guest gave.</param>
    /// <param name="length">The file's length in bytes.</param>
    /// <param name="digest">The content's digest, at least 16 bytes.</param>
    public static FileContent FromHostFile(string path, long length, ReadOnlySpan<byte> digest) => new HostFileContent(path, length, digest);
}
