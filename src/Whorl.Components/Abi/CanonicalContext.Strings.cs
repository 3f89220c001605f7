using System.Runtime.InteropServices;
using System.Text.Unicode;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Utf = System.Text.Encoding;

namespace Whorl.Components.Abi;

public sealed partial class CanonicalContext
{
    /// <summary>Lifts a string in place: checks its range and that it is well formed.</summary>
    /// <param name="pointer">The address that the guest gave.</param>
    /// <param name="length">The length that the guest gave: code units, with the UTF-16 tag where the encoding has one.</param>
    public GuestString ReadString(uint pointer, uint length)
    {
        var form = FormOf(ref length);
        var byteCount = form == CodeUnits.Utf16 ? 2ul * length : length;
        if (byteCount > MaxByteLength)
        {
            throw new GuestTrapException($"string content out-of-bounds: {byteCount} bytes are too long, the canonical ABI allows {MaxByteLength}");
        }

        CheckAligned(pointer, Encoding == StringEncoding.Utf8 ? 1u : 2u, "string");
        var memory = Memory;
        if (!memory.Contains(pointer, byteCount))
        {
            throw OutOfBounds("string", pointer, byteCount, memory.Size);
        }

        _instance.ChargeLift(byteCount);
        var bytes = memory.Slice(pointer, (uint)byteCount);
        StringValidation.Check(bytes, form);
        return new GuestString(bytes, form);
    }

    /// <summary>Lowers a string into a new allocation, in the guest's encoding. The guest runs.</summary>
    /// <remarks>Lone surrogates, which no guest may see, become U+FFFD.</remarks>
    /// <returns>The address, and the length as the guest's encoding counts it.</returns>
    public (uint Pointer, uint Length) WriteString(ReadOnlySpan<char> text)
    {
        if (Encoding == StringEncoding.Utf8)
        {
            return WriteTranscodedUtf8(text);
        }

        if (Encoding == StringEncoding.Latin1Utf16 && !text.ContainsAnyExceptInRange('\0', '\xff'))
        {
            CheckStringLength((ulong)text.Length);
            var narrow = Allocate(2, (uint)text.Length, "string");
            Utf.Latin1.GetBytes(text, Memory.WritableSlice(narrow, (uint)text.Length));
            return (narrow, (uint)text.Length);
        }

        if (!StringValidation.IsWellFormed(text))
        {
            text = Utf.UTF8.GetString(Utf.UTF8.GetBytes(text.ToArray()));
        }

        CheckStringLength(2ul * (uint)text.Length);
        var pointer = CopyIn(MemoryMarshal.AsBytes(text), 2, "string");
        return (pointer, (uint)text.Length | (Encoding == StringEncoding.Latin1Utf16 ? Utf16Tag : 0));
    }

    /// <summary>Lowers a string that the host has as well-formed UTF-8.</summary>
    /// <inheritdoc cref="WriteString"/>
    public (uint Pointer, uint Length) WriteUtf8(ReadOnlySpan<byte> text) => Encoding == StringEncoding.Utf8
        ? (CopyIn(text, 1, "string"), (uint)text.Length)
        : WriteString(Utf.UTF8.GetString(text));

    internal CodeUnits FormOf(ref uint taggedLength)
    {
        switch (Encoding)
        {
            case StringEncoding.Utf8:
                return CodeUnits.Utf8;
            case StringEncoding.Utf16:
                return CodeUnits.Utf16;
            default:
                var form = (taggedLength & Utf16Tag) != 0 ? CodeUnits.Utf16 : CodeUnits.Latin1;
                taggedLength &= ~Utf16Tag;
                return form;
        }
    }

    private static void CheckStringLength(ulong byteCount)
    {
        if (byteCount > MaxByteLength)
        {
            throw new GuestTrapException($"string content out-of-bounds: {byteCount} bytes are too long, the canonical ABI allows {MaxByteLength}");
        }
    }

    private (uint Pointer, uint Length) WriteTranscodedUtf8(ReadOnlySpan<char> text)
    {
        var byteCount = (uint)Utf.UTF8.GetByteCount(text);
        CheckStringLength(byteCount);
        var pointer = Allocate(1, byteCount, "string");
        Utf8.FromUtf16(text, Memory.WritableSlice(pointer, byteCount), out _, out _, replaceInvalidSequences: true);
        return (pointer, byteCount);
    }
}
