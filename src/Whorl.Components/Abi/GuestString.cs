using System.Runtime.InteropServices;
using System.Text;

namespace Whorl.Components.Abi;

/// <summary>A string in a guest's memory, checked to be well formed. Valid until the guest runs again.</summary>
public readonly ref struct GuestString
{
    internal GuestString(ReadOnlySpan<byte> bytes, CodeUnits form)
    {
        Bytes = bytes;
        Form = form;
    }

    /// <summary>The string's bytes in the guest's own encoding.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether <see cref="Bytes"/> is UTF-8.</summary>
    public bool IsUtf8 => Form == CodeUnits.Utf8;

    /// <summary>Whether the string has no characters.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>The string as UTF-8: the guest's own bytes where it keeps UTF-8, a new array otherwise.</summary>
    public ReadOnlySpan<byte> Utf8 => Form == CodeUnits.Utf8 ? Bytes : Encoding.UTF8.GetBytes(ToString());

    internal CodeUnits Form { get; }

    /// <summary>Copies the string out of the guest's memory.</summary>
    public override string ToString() => Form switch
    {
        CodeUnits.Utf8 => Encoding.UTF8.GetString(Bytes),
        CodeUnits.Latin1 => Encoding.Latin1.GetString(Bytes),
        _ => new string(MemoryMarshal.Cast<byte, char>(Bytes)),
    };
}
