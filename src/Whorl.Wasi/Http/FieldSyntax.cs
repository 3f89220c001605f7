using System.Buffers;
using System.Text;

namespace Whorl.Wasi.Http;

/// <summary>What may be the name and the value of a field (RFC 9110, section 5), and which names are not for guests.</summary>
internal static class FieldSyntax
{
    private static readonly SearchValues<byte> s_token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> s_notInValue = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c != '\t').Select(c => (byte)c), 127]);

    public static bool IsToken(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && !bytes.ContainsAnyExcept(s_token);

    public static bool IsToken(string text)
    {
        Span<byte> bytes = stackalloc byte[128];
        return text.Length <= bytes.Length
            ? Ascii.FromUtf16(text, bytes, out int count) == OperationStatus.Done && IsToken(bytes[..count])
            : IsToken(Encoding.UTF8.GetBytes(text));
    }

    public static bool IsValue(ReadOnlySpan<byte> bytes) => !bytes.ContainsAny(s_notInValue);

    /// <summary>Whether a name is the connection's business, so that a guest can neither set it nor see it.</summary>
    public static bool IsForbidden(string name) => name.Length switch
    {
        4 => Is(name, "host"),
        7 => Is(name, "upgrade"),
        10 => Is(name, "connection") || Is(name, "keep-alive"),
        14 => Is(name, "http2-settings"),
        16 => Is(name, "proxy-connection"),
        17 => Is(name, "transfer-encoding"),
        18 => Is(name, "proxy-authenticate"),
        19 => Is(name, "proxy-authorization"),
        _ => false,
    };

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
