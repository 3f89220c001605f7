using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Whorl.Wasi.Files;

/// <summary>The immutable content of a file, known by its digest. Read by any number of instances at once.</summary>
public abstract class FileContent : IDisposable
{
    /// <summary>Says what every content has.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <param name="digest">What identifies the content, at least 16 bytes.</param>
    /// <param name="modified">When the file was last modified.</param>
    protected FileContent(long length, ReadOnlySpan<byte> digest, DateTimeOffset modified)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (digest.Length < 16)
        {
            throw new ArgumentException($"A content digest has at least 16 bytes; this one has {digest.Length}.", nameof(digest));
        }

        Length = length;
        Digest = digest.ToArray();
        Modified = modified;
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>What identifies the content, at least 16 bytes, such as its SHA-256.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    /// <summary>The modification time that guests see.</summary>
    public DateTimeOffset Modified { get; }

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

    /// <summary>Content held in memory.</summary>
    /// <param name="bytes">The content; must not change afterwards.</param>
    /// <param name="modified">The modification time that guests see; the Unix epoch when not given.</param>
    public static FileContent FromMemory(ReadOnlyMemory<byte> bytes, DateTimeOffset? modified = null) =>
        new MemoryFileContent(bytes, SHA256.HashData(bytes.Span), modified ?? DateTimeOffset.UnixEpoch);

    /// <summary>Content of a file of the host that does not change. Opened when first read, then kept open.</summary>
    /// <param name="open">Opens the file for reading.</param>
    /// <param name="length">The file's length in bytes.</param>
    /// <param name="digest">The content's digest, at least 16 bytes.</param>
    /// <param name="modified">The modification time that guests see.</param>
    public static FileContent FromHandle(Func<SafeFileHandle> open, long length, ReadOnlySpan<byte> digest, DateTimeOffset modified) =>
        new HandleFileContent(open, length, digest, modified);

    /// <summary>Closes what the content was read from.</summary>
    /// <param name="disposing">Always true: no content needs a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
