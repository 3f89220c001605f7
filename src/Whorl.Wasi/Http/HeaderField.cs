using System.Runtime.InteropServices;
using System.Text;

namespace Whorl.Wasi.Http;

/// <summary>One header or trailer field.</summary>
/// <param name="Name">
/// The name, in lower case where it comes from a client or server, else as the guest wrote it. Compare without regard to case.
/// </param>
/// <param name="Value">The value's bytes, as they go over the wire.</param>
public readonly record struct HeaderField(string Name, ReadOnlyMemory<byte> Value)
{
    /// <summary>The value as text, one character for each byte (ISO 8859-1), which loses nothing.</summary>
    public string Text => Encoding.Latin1.GetString(Value.Span);

    /// <summary>The value as an array, which must not be changed: the field's own where it is one.</summary>
    internal byte[] ToArray() =>
        MemoryMarshal.TryGetArray(Value, out ArraySegment<byte> segment) && segment.Array is { } array && segment.Count == array.Length
            ? array
            : Value.ToArray();
}
