namespace Whorl.Runtime.Engines;

/// <summary>Reads the outermost structure of Wasm binaries. Every read is bounded and says whether it succeeded.</summary>
internal ref struct SectionReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool TryReadSection(out byte id, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (!TryReadByte(out id) || !TryReadU32(out uint length) || length > (uint)_rest.Length)
        {
            return false;
        }

        content = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    public bool TryReadByte(out byte value)
    {
        value = _rest.IsEmpty ? (byte)0 : _rest[0];
        if (_rest.IsEmpty)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Reads a number in LEB128.</summary>
    public bool TryReadU32(out uint value)
    {
        value = 0;
        for (int shift = 0; shift < 35 && TryReadByte(out byte next); shift += 7)
        {
            value |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
