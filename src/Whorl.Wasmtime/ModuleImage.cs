using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Whorl.Wasmtime;

/// <summary>
/// A seal on compiled code. The engine trusts what it loads: it would run a file that a disk has damaged. The seal is a trailer,
/// which the engine does not look at, of which engine made the code and a checksum. It finds accidents; it is no protection
/// against somebody who may write to the file.
/// </summary>
internal static class ModuleImage
{
    private const int MagicAt = 0;
    private const int DigestAt = 8;
    private const int LengthAt = 24;
    private const int ChecksumAt = 32;
    private const int TrailerBytes = 36;
    private const int ChunkBytes = 64 << 10;

    private static ReadOnlySpan<byte> Magic => "WhorlIm1"u8;

    /// <summary>The code with its seal.</summary>
    public static byte[] Seal(Engine engine, ReadOnlySpan<byte> code)
    {
        var image = new byte[code.Length + TrailerBytes];
        code.CopyTo(image);
        var trailer = image.AsSpan(code.Length);
        Magic.CopyTo(trailer[MagicAt..]);
        engine.CompatibilityDigest.CopyTo(trailer[DigestAt..]);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[LengthAt..], code.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[ChecksumAt..], Checksum(Checksum(0, code), trailer[..ChecksumAt]));
        return image;
    }

    /// <summary>Checks an image in memory.</summary>
    /// <returns>The code, without its seal.</returns>
    /// <exception cref="WasmException">The image is damaged, or for another engine.</exception>
    public static ReadOnlySpan<byte> Open(Engine engine, ReadOnlySpan<byte> image, string source)
    {
        if (image.Length < TrailerBytes)
        {
            throw Damaged(source, "it is too short");
        }

        var code = image[..^TrailerBytes];
        Check(engine, image[^TrailerBytes..], Checksum(0, code), code.Length, source);
        return code;
    }

    /// <summary>Checks an image in a file, without holding it in memory.</summary>
    /// <exception cref="WasmException">The image is damaged, or for another engine.</exception>
    public static void Check(Engine engine, string path)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var length = RandomAccess.GetLength(file) - TrailerBytes;
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        if (length < 0 || RandomAccess.Read(file, trailer, length) != TrailerBytes)
        {
            throw Damaged(path, "it is too short");
        }

        var chunk = new byte[ChunkBytes];
        var checksum = 0u;
        for (long at = 0; at < length;)
        {
            var read = RandomAccess.Read(file, chunk.AsSpan(0, (int)Math.Min(ChunkBytes, length - at)), at);
            if (read == 0)
            {
                throw Damaged(path, "it became shorter while it was read");
            }

            checksum = Checksum(checksum, chunk.AsSpan(0, read));
            at += read;
        }

        Check(engine, trailer, checksum, length, path);
    }

    private static void Check(Engine engine, ReadOnlySpan<byte> trailer, uint checksum, long length, string source)
    {
        if (!trailer[MagicAt..DigestAt].SequenceEqual(Magic))
        {
            throw Damaged(source, "it does not end as one");
        }

        if (BinaryPrimitives.ReadInt64LittleEndian(trailer[LengthAt..]) != length
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer[ChecksumAt..]) != Checksum(checksum, trailer[..ChecksumAt]))
        {
            throw Damaged(source, "its checksum does not match its content");
        }

        if (!trailer[DigestAt..LengthAt].SequenceEqual(engine.CompatibilityDigest))
        {
            throw new WasmException(
                $"The compiled module in {source} is for another engine, other compiler settings or another processor than {engine.CompatibilityKey}. Compile it again.");
        }
    }

    private static WasmException Damaged(string source, string how) =>
        new($"The compiled module in {source} is damaged: {how}. Delete it, and compile it again.");

    // CRC-32C: the processor does eight bytes in about a nanosecond, so that 30 MB of code cost a few milliseconds.
    private static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            checksum = BitOperations.Crc32C(checksum, word);
        }

        foreach (var rest in bytes[(bytes.Length & ~7)..])
        {
            checksum = BitOperations.Crc32C(checksum, rest);
        }

        return checksum;
    }
}
