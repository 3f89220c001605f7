using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Whorl.Components.Hosting;

namespace Whorl.Components.Abi;

/// <summary>Whether strings are well formed.</summary>
internal static class StringValidation
{
    /// <exception cref="GuestTrapException">The bytes are not well formed; the message says where.</exception>
    public static void Check(ReadOnlySpan<byte> bytes, CodeUnits form)
    {
        if (form == CodeUnits.Utf8 && !Utf8.IsValid(bytes))
        {
            throw InvalidUtf8(bytes);
        }

        if (form == CodeUnits.Utf16 && !IsWellFormed(MemoryMarshal.Cast<byte, char>(bytes)))
        {
            throw new GuestTrapException("invalid utf-16: a surrogate stands alone");
        }
    }

    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var surrogate = text.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (surrogate < 0)
            {
                return true;
            }

            if (surrogate + 1 >= text.Length || !char.IsSurrogatePair(text[surrogate], text[surrogate + 1]))
            {
                return false;
            }

            text = text[(surrogate + 2)..];
        }
    }

    private static GuestTrapException InvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        var index = 0;
        OperationStatus status;
        while ((status = Rune.DecodeFromUtf8(bytes[index..], out _, out var consumed)) == OperationStatus.Done)
        {
            index += consumed;
        }

        return new GuestTrapException(status == OperationStatus.NeedMoreData
            ? $"incomplete utf-8 byte sequence from index {index}"
            : $"invalid utf-8 sequence from index {index}");
    }
}
