namespace Whorl.Components.Binary;

/// <summary>The first eight bytes of a file: the magic number, a version and a layer that tells modules from components.</summary>
internal static class Preamble
{
    private const int Length = 8;

    private static ReadOnlySpan<byte> Module => [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

    private static ReadOnlySpan<byte> Component => [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];

    /// <summary>True when the bytes begin as a core module does.</summary>
    public static bool IsModule(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Module);

    public static void ReadModule(ref ByteReader reader)
    {
        var bytes = Read(ref reader, out var offset);
        if (!bytes.SequenceEqual(Module))
        {
            throw new InvalidComponentException(
                bytes.SequenceEqual(Component)
                    ? "expected a version header for a module, found a component"
                    : $"unknown binary version {Describe(bytes)}: expected a version header for a module",
                offset);
        }
    }

    public static void ReadComponent(ref ByteReader reader)
    {
        var bytes = Read(ref reader, out var offset);
        if (!bytes.SequenceEqual(Component))
        {
            throw new InvalidComponentException(
                bytes.SequenceEqual(Module)
                    ? "expected a version header for a component, found a core module: "
                        + "turn it into a component, for example with `wasm-tools component new`"
                    : $"unknown binary version {Describe(bytes)}: expected a version header for a component",
                offset);
        }
    }

    private static ReadOnlySpan<byte> Read(ref ByteReader reader, out long offset)
    {
        offset = reader.Offset;
        if (reader.Remaining < Length)
        {
            throw new InvalidComponentException(
                "unexpected end-of-file: a component begins with 8 bytes, the magic number and the version", offset);
        }

        var bytes = reader.ReadBytes(Length).Span;
        return bytes.StartsWith(Module[..4])
            ? bytes
            : throw new InvalidComponentException(
                "magic header not detected: bad magic number, the file is not WebAssembly", offset);
    }

    private static string Describe(ReadOnlySpan<byte> bytes) => $"0x{Convert.ToHexStringLower(bytes[4..])}";
}
