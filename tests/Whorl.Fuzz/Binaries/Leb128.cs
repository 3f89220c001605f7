namespace Whorl.Fuzz.Binaries;

/// <summary>Numbers as WebAssembly writes them, seven bits a byte.</summary>
internal static class Leb128
{
    public static void Write(List<byte> bytes, ulong value)
    {
        while (value >= 0x80)
        {
            bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        bytes.Add((byte)value);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if ((part & 0x80) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
