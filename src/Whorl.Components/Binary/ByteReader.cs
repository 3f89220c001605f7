using System.Text;

namespace Whorl.Components.Binary;

/// <summary>
/// Reads the primitive values of the WebAssembly binary format from a range of bytes, and never past its end. Offsets in
/// errors count from the start of the file.
/// </summary>
internal ref struct ByteReader
{
    private const int MaxNameBytes = 100_000;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly long _origin;
    private int _position;

    public ByteReader(ReadOnlyMemory<byte> bytes, long origin)
    {
        _memory = bytes;
        _bytes = bytes.Span;
        _origin = origin;
    }

    /// <summary>Where the next byte lies in the file.</summary>
    public readonly long Offset => _origin + _position;

    public readonly bool AtEnd => _position == _bytes.Length;

    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>The bytes that are left, without reading them.</summary>
    public readonly ReadOnlyMemory<byte> Rest => _memory[_position..];

    public readonly InvalidComponentException Invalid(string reason) => new(reason, Offset);

    /// <summary>The error for a byte, just read, that means nothing in this place.</summary>
    public readonly InvalidComponentException UnknownByte(byte value, string what) =>
        new($"invalid leading byte (0x{value:x}) for {what}", Offset - 1);

    public byte ReadByte()
    {
        if (AtEnd)
        {
            throw EndOfFile();
        }

        return _bytes[_position++];
    }

    public readonly byte PeekByte() => AtEnd ? throw EndOfFile() : _bytes[_position];

    public bool ReadBool(string what) => ReadByte() switch
    {
        0 => false,
        1 => true,
        _ => throw new InvalidComponentException($"invalid boolean value for {what}", Offset - 1),
    };

    public uint ReadU32() => (uint)ReadUnsigned(32);

    public ulong ReadU64() => ReadUnsigned(64);

    /// <summary>A signed 33-bit integer: a type opcode when negative, else a type index.</summary>
    public long ReadS33() => ReadSigned(33);

    /// <summary>Skips a signed integer of at most <paramref name="bits"/> bits.</summary>
    public long ReadSigned(int bits)
    {
        long result = 0;
        var shift = 0;
        while (true)
        {
            var part = ReadByte();
            if (shift + 7 > bits)
            {
                CheckLastSignedByte(part, bits - shift);
            }

            result |= (long)(part & 0x7f) << shift;
            shift += 7;
            if ((part & 0x80) == 0)
            {
                return shift < 64 && (part & 0x40) != 0 ? result | (-1L << shift) : result;
            }
        }
    }

    /// <summary>The number of elements that follow. Each takes at least one byte, so that a count never exceeds what is left.</summary>
    public int ReadCount(int maximum, string what)
    {
        var start = Offset;
        var count = ReadU32();
        if (count > maximum)
        {
            throw new InvalidComponentException($"{what} count {count} exceeds the limit of {maximum}", start);
        }

        if (count > Remaining)
        {
            throw new InvalidComponentException("unexpected end-of-file", _origin + _bytes.Length);
        }

        return (int)count;
    }

    public string ReadName()
    {
        var start = Offset;
        var length = ReadU32();
        if (length > MaxNameBytes)
        {
            throw new InvalidComponentException($"string size {length} exceeds the limit of {MaxNameBytes} bytes", start);
        }

        var bytes = ReadBytes(length).Span;
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidComponentException("malformed UTF-8 encoding", start);
        }
    }

    public ReadOnlyMemory<byte> ReadBytes(uint length)
    {
        if (length > Remaining)
        {
            throw new InvalidComponentException("unexpected end-of-file", _origin + _bytes.Length);
        }

        var result = _memory.Slice(_position, (int)length);
        _position += (int)length;
        return result;
    }

    /// <summary>A reader over the next <paramref name="length"/> bytes, which this one skips.</summary>
    public ByteReader ReadSection(uint length)
    {
        var start = Offset;
        return new ByteReader(ReadBytes(length), start);
    }

    /// <summary>Checks that a section was read to its end.</summary>
    public readonly void ExpectEnd(string what)
    {
        if (!AtEnd)
        {
            throw Invalid($"section size mismatch: unexpected data at the end of the {what} section");
        }
    }

    private ulong ReadUnsigned(int bits)
    {
        ulong result = 0;
        var shift = 0;
        while (true)
        {
            var part = ReadByte();
            if (shift + 7 > bits && (shift >= bits || (part & 0x7f) >> (bits - shift) != 0 || (part & 0x80) != 0))
            {
                throw TooLong(part);
            }

            result |= (ulong)(part & 0x7f) << shift;
            if ((part & 0x80) == 0)
            {
                return result;
            }

            shift += 7;
        }
    }

    // The bits of the last byte that the value has no room for must repeat its sign.
    private readonly void CheckLastSignedByte(byte part, int bitsLeft)
    {
        if ((part & 0x80) != 0)
        {
            throw TooLong(part);
        }

        var signAndUnused = (sbyte)(part << 1) >> bitsLeft;
        if (signAndUnused is not (0 or -1))
        {
            throw TooLong(part);
        }
    }

    private readonly InvalidComponentException TooLong(byte part) =>
        new((part & 0x80) != 0 ? "integer representation too long" : "integer too large", Offset - 1);

    private readonly InvalidComponentException EndOfFile() => new("unexpected end-of-file", _origin + _bytes.Length);
}
