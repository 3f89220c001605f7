using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;

namespace Whorl.Components.Abi;

/// <summary>
/// Copies a string from one guest's memory into another's and changes its encoding on the way. The sizes of the target's
/// allocations and how they are grown and shrunk are part of the canonical ABI.
/// </summary>
internal readonly ref struct StringTranscoder(CanonicalContext source, CanonicalContext target)
{
    private readonly CanonicalContext _source = source;
    private readonly CanonicalContext _target = target;

    /// <summary>Canonical ABI: <c>store_string_into_range</c>. The source string has been checked when it was lifted.</summary>
    public (uint Pointer, uint Length) Transcode(uint pointer, uint taggedLength)
    {
        var length = taggedLength;
        var form = _source.FormOf(ref length);
        var text = new Source(_source, pointer, length, form);
        return (_target.Encoding, form) switch
        {
            (StringEncoding.Utf8, CodeUnits.Utf8) => Copy(text, 1, 1),
            (StringEncoding.Utf8, CodeUnits.Utf16) => ToUtf8(text, 3 * length),
            (StringEncoding.Utf8, _) => ToUtf8(text, 2 * length),
            (StringEncoding.Utf16, CodeUnits.Utf8) => Utf8ToUtf16(text),
            (StringEncoding.Utf16, CodeUnits.Utf16) => Copy(text, 2, 2),
            (StringEncoding.Utf16, _) => Latin1ToUtf16(text),
            (_, CodeUnits.Latin1) => Copy(text, 1, 2),
            (_, CodeUnits.Utf16) when _source.Encoding == StringEncoding.Latin1Utf16 => ProbablyUtf16ToLatin1OrUtf16(text),
            _ => ToLatin1OrUtf16(text),
        };
    }

    // Canonical ABI: store_string_copy.
    private (uint Pointer, uint Length) Copy(Source text, uint unitSize, uint alignment)
    {
        var byteCount = text.Length * unitSize;
        var pointer = _target.Allocate(alignment, byteCount, "string");
        text.Bytes.CopyTo(Target(pointer, byteCount));
        return (pointer, text.Length);
    }

    private (uint Pointer, uint Length) Latin1ToUtf16(Source text)
    {
        var byteCount = text.Length * 2;
        var pointer = _target.Allocate(2, byteCount, "string");
        Encoding.Latin1.GetChars(text.Bytes, AsChars(Target(pointer, byteCount)));
        return (pointer, text.Length);
    }

    // Canonical ABI: store_string_to_utf8. Hoping for ASCII, the first allocation has a byte for each code unit.
    private (uint Pointer, uint Length) ToUtf8(Source text, uint worstCase)
    {
        var pointer = _target.Allocate(1, text.Length, "string");
        var ascii = text.Form == CodeUnits.Utf16
            ? PrefixLength(AsChars(text.Bytes).IndexOfAnyExceptInRange('\0', '\x7f'), text.Length)
            : PrefixLength(text.Bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7f), text.Length);
        text.Narrow(ascii, Target(pointer, text.Length));
        if (ascii == text.Length)
        {
            return (pointer, text.Length);
        }

        pointer = _target.Reallocate(pointer, text.Length, 1, worstCase, "string");
        var written = (uint)ascii + EncodeUtf8(text, ascii, Target(pointer, worstCase)[ascii..]);
        return (Shrink(pointer, worstCase, 1, written), written);
    }

    // Canonical ABI: store_utf8_to_utf16.
    private (uint Pointer, uint Length) Utf8ToUtf16(Source text)
    {
        var worstCase = 2 * text.Length;
        var pointer = _target.Allocate(2, worstCase, "string");
        var written = EncodeUtf16(text, 0, Target(pointer, worstCase));
        return (Shrink(pointer, worstCase, 2, written), written / 2);
    }

    // Canonical ABI: store_string_to_latin1_or_utf16. Hoping for Latin-1, the first allocation has a byte for each code unit.
    private (uint Pointer, uint Length) ToLatin1OrUtf16(Source text)
    {
        var pointer = _target.Allocate(2, text.Length, "string");
        var (units, written) = text.NarrowLatin1(Target(pointer, text.Length));
        if (units == text.Length)
        {
            return (Shrink(pointer, text.Length, 2, (uint)written), (uint)written);
        }

        var worstCase = 2 * text.Length;
        pointer = _target.Reallocate(pointer, text.Length, 2, worstCase, "string");
        var bytes = Target(pointer, worstCase);
        for (var i = written - 1; i >= 0; i--)
        {
            (bytes[2 * i], bytes[(2 * i) + 1]) = (bytes[i], 0);
        }

        var total = (uint)(2 * written) + EncodeUtf16(text, units, bytes[(2 * written)..]);
        return (Shrink(pointer, worstCase, 2, total), (total / 2) | CanonicalContext.Utf16Tag);
    }

    // Canonical ABI: store_probably_utf16_to_latin1_or_utf16. The source chose UTF-16, so it probably has to stay.
    private (uint Pointer, uint Length) ProbablyUtf16ToLatin1OrUtf16(Source text)
    {
        var byteCount = 2 * text.Length;
        var pointer = _target.Allocate(2, byteCount, "string");
        var bytes = Target(pointer, byteCount);
        text.Bytes.CopyTo(bytes);
        if (AsChars(bytes).ContainsAnyExceptInRange('\0', '\xff'))
        {
            return (pointer, text.Length | CanonicalContext.Utf16Tag);
        }

        for (var i = 0; i < (int)text.Length; i++)
        {
            bytes[i] = bytes[2 * i];
        }

        return (_target.Reallocate(pointer, byteCount, 1, text.Length, "string"), text.Length);
    }

    private uint Shrink(uint pointer, uint allocated, uint alignment, uint written) =>
        written < allocated ? _target.Reallocate(pointer, allocated, alignment, written, "string") : pointer;

    private Span<byte> Target(uint pointer, uint byteCount) => _target.Memory.WritableSlice(pointer, byteCount);

    private static int PrefixLength(int firstOther, uint length) => firstOther < 0 ? (int)length : firstOther;

    private static uint EncodeUtf8(Source text, int start, Span<byte> target)
    {
        int written;
        if (text.Form == CodeUnits.Utf16)
        {
            Check(Utf8.FromUtf16(AsChars(text.Bytes)[start..], target, out _, out written, replaceInvalidSequences: false));
            return (uint)written;
        }

        written = 0;
        foreach (var unit in text.Bytes[start..])
        {
            if (unit >= 0x80)
            {
                target[written++] = (byte)(0xc0 | (unit >> 6));
                target[written++] = (byte)(0x80 | (unit & 0x3f));
            }
            else
            {
                target[written++] = unit;
            }
        }

        return (uint)written;
    }

    private static uint EncodeUtf16(Source text, int start, Span<byte> target)
    {
        if (text.Form == CodeUnits.Utf16)
        {
            text.Bytes[(2 * start)..].CopyTo(target);
            return (uint)text.Bytes.Length - (uint)(2 * start);
        }

        Check(Utf8.ToUtf16(text.Bytes[start..], AsChars(target), out _, out var written, replaceInvalidSequences: false));
        return (uint)written * 2;
    }

    // The string was well formed when it was lifted, but both guests may share the memory that it lies in.
    private static void Check(OperationStatus status)
    {
        if (status != OperationStatus.Done)
        {
            throw new GuestTrapException("the guest changed a string while it was copied");
        }
    }

    private static Span<char> AsChars(Span<byte> bytes) => MemoryMarshal.Cast<byte, char>(bytes);

    private static ReadOnlySpan<char> AsChars(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, char>(bytes);

    /// <summary>The string in the source guest's memory; read afresh on every use, since the target's realloc runs in between.</summary>
    private readonly ref struct Source(CanonicalContext context, uint pointer, uint length, CodeUnits form)
    {
        private readonly CanonicalContext _context = context;
        private readonly uint _pointer = pointer;

        /// <summary>Code units.</summary>
        public uint Length { get; } = length;

        public CodeUnits Form { get; } = form;

        public ReadOnlySpan<byte> Bytes => _context.Memory.Slice(_pointer, Form == CodeUnits.Utf16 ? 2 * Length : Length);

        /// <summary>Copies the first code units, all of them ASCII, as bytes.</summary>
        public void Narrow(int units, Span<byte> target)
        {
            if (Form == CodeUnits.Utf16)
            {
                Encoding.Latin1.GetBytes(AsChars(Bytes)[..units], target);
            }
            else
            {
                Bytes[..units].CopyTo(target);
            }
        }

        /// <summary>Copies characters as Latin-1 up to the first that is not.</summary>
        /// <returns>The code units read and the bytes written.</returns>
        public (int Units, int Written) NarrowLatin1(Span<byte> target)
        {
            if (Form == CodeUnits.Utf16)
            {
                var units = PrefixLength(AsChars(Bytes).IndexOfAnyExceptInRange('\0', '\xff'), Length);
                Narrow(units, target);
                return (units, units);
            }

            var (read, written) = (0, 0);
            var bytes = Bytes;
            while (read < bytes.Length && Rune.DecodeFromUtf8(bytes[read..], out var rune, out var consumed) == OperationStatus.Done
                && rune.Value < 0x100)
            {
                target[written++] = (byte)rune.Value;
                read += consumed;
            }

            return (read, written);
        }
    }
}
