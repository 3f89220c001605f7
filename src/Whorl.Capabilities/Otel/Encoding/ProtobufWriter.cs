using System.Buffers.Binary;
using System.Numerics;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Writes protobuf messages, up to a number of bytes.</summary>
/// <param name="most">The bytes that may be written.</param>
internal sealed class ProtobufWriter(int most)
{
    /// <summary>Lengths of nested messages are known when these are over, so that room is left for them.</summary>
    private const int LengthBytes = 4;

    private const int Variable = 0;
    private const int EightBytes = 1;
    private const int Delimited = 2;
    private const int FourBytes = 5;

    private byte[] _bytes = new byte[Math.Min(most, 256)];

    /// <summary>How much is written.</summary>
    public int Length { get; private set; }

    public void Varint(int field, ulong value)
    {
        Tag(field, Variable);
        Varint(value);
    }

    /// <summary>A <c>sint32</c>.</summary>
    public void ZigZag(int field, int value) => Varint(field, (uint)((value << 1) ^ (value >> 31)));

    public void Fixed64(int field, ulong value)
    {
        Tag(field, EightBytes);
        Raw64(value);
    }

    public void Fixed32(int field, uint value)
    {
        Tag(field, FourBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);
    }

    public void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited);
        Varint((ulong)value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void Text(int field, string value)
    {
        Tag(field, Delimited);
        int count = System.Text.Encoding.UTF8.GetByteCount(value);
        Varint((ulong)count);
        System.Text.Encoding.UTF8.GetBytes(value, Take(count));
    }

    /// <summary>Fields that are encoded already.</summary>
    public void Encoded(ReadOnlySpan<byte> fields) => fields.CopyTo(Take(fields.Length));

    /// <summary>A string, unless it is empty.</summary>
    public void TextIfAny(int field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Text(field, value);
        }
    }

    /// <summary>A repeated <c>fixed64</c>.</summary>
    public void PackedFixed64(int field, ReadOnlySpan<ulong> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        int start = Begin(field);
        foreach (ulong value in values)
        {
            Raw64(value);
        }

        End(start);
    }

    /// <summary>A repeated <c>double</c>.</summary>
    public void PackedDouble(int field, ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        int start = Begin(field);
        foreach (double value in values)
        {
            Raw64(BitConverter.DoubleToUInt64Bits(value));
        }

        End(start);
    }

    /// <summary>A repeated <c>uint64</c>.</summary>
    public void PackedVarint(int field, ReadOnlySpan<ulong> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        int start = Begin(field);
        foreach (ulong value in values)
        {
            Varint(value);
        }

        End(start);
    }

    /// <summary>Begins a nested message.</summary>
    /// <returns>What <see cref="End"/> ends it with.</returns>
    public int Begin(int field)
    {
        Tag(field, Delimited);
        Take(LengthBytes);
        return Length;
    }

    public void End(int start)
    {
        uint length = (uint)(Length - start);
        Span<byte> room = _bytes.AsSpan(start - LengthBytes, LengthBytes);
        for (int i = 0; i < LengthBytes; i++, length >>= 7)
        {
            room[i] = (byte)((length & 0x7f) | (i < LengthBytes - 1 ? 0x80u : 0));
        }
    }

    /// <summary>Takes back what was written since a <see cref="Length"/>.</summary>
    public void Rewind(int length) => Length = length;

    public byte[] ToArray() => _bytes[..Length];

    private void Tag(int field, int type) => Varint((ulong)((field << 3) | type));

    private void Varint(ulong value)
    {
        Span<byte> room = Take(Math.Max(1, (BitOperations.Log2(value) / 7) + 1));
        for (int i = 0; i < room.Length; i++, value >>= 7)
        {
            room[i] = (byte)((value & 0x7f) | (i < room.Length - 1 ? 0x80u : 0));
        }
    }

    private void Raw64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    private Span<byte> Take(int count)
    {
        if (count > most - Length)
        {
            throw new TelemetryTooLargeException($"it takes more than {most} bytes");
        }

        if (count > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(most, Math.Max(_bytes.Length * 2L, Length + count)));
        }

        Span<byte> room = _bytes.AsSpan(Length, count);
        Length += count;
        return room;
    }
}
