using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Whorl.Wasi.Files;

/// <summary>Hashes what tells one file from another. A cryptographic hash, so that the digest of a content is not given away.</summary>
internal static class MetadataHasher
{
    /// <summary>The hash of something from the file tree.</summary>
    public static UInt128 OfTree(string path, ReadOnlySpan<byte> digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(digest);
        hash.AppendData(Encoding.UTF8.GetBytes(path));
        return Take(hash);
    }

    /// <summary>The hash of something that the guest made or changed.</summary>
    public static UInt128 OfTransient(ulong id, long length, FileTime modified, ulong version)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[36];
        BinaryPrimitives.WriteUInt64LittleEndian(numbers, id);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], length);
        BinaryPrimitives.WriteUInt64LittleEndian(numbers[16..], modified.Seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(numbers[24..], modified.Nanoseconds);
        BinaryPrimitives.WriteUInt64LittleEndian(numbers[28..], version);
        hash.AppendData(numbers);
        return Take(hash);
    }

    private static UInt128 Take(IncrementalHash hash)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }
}
