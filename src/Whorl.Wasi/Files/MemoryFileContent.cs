namespace Whorl.Wasi.Files;

internal sealed class MemoryFileContent(ReadOnlyMemory<byte> bytes, ReadOnlySpan<byte> digest, DateTimeOffset modified)
    : FileContent(bytes.Length, digest, modified)
{
    public override int Read(long offset, Span<byte> destination)
    {
        if (offset >= bytes.Length)
        {
            return 0;
        }

        ReadOnlySpan<byte> rest = bytes.Span[(int)offset..];
        int count = Math.Min(rest.Length, destination.Length);
        rest[..count].CopyTo(destination);
        return count;
    }
}
