using System.Buffers;
using System.Globalization;
using System.Net;

namespace Whorl.Wasi.Http;

/// <summary>What may be the parts of a request's URI (RFC 3986).</summary>
internal static class UriSyntax
{
    private const string Unreserved = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~";

    private static readonly SearchValues<char> s_scheme = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-.");

    // Besides what the RFC allows, what browsers and libraries send unencoded all the same.
    private static readonly SearchValues<char> s_path = SearchValues.Create(Unreserved + "!$&'()*+,;=:@/?%[]{}|^\"\\`");

    private static readonly SearchValues<char> s_host = SearchValues.Create(Unreserved + "!$&'()*+,;=%");

    public static bool IsScheme(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.AsSpan().ContainsAnyExcept(s_scheme);

    public static bool IsPathAndQuery(string text) =>
        text.Length == 0 || text == "*" || (text[0] is '/' or '?' && !text.AsSpan().ContainsAnyExcept(s_path));

    /// <summary>
    /// Whether a text is a host with or without a port. User and password are not accepted: they have no place in a request.
    /// </summary>
    public static bool IsAuthority(string text)
    {
        ReadOnlySpan<char> host = text;
        if (host.StartsWith('['))
        {
            int end = host.IndexOf(']');
            return end > 0 && IPAddress.TryParse(host[1..end], out _) && (end == host.Length - 1 || IsPort(host[(end + 1)..]));
        }

        int colon = host.IndexOf(':');
        if (colon >= 0 && !IsPort(host[colon..]))
        {
            return false;
        }

        host = colon < 0 ? host : host[..colon];
        return !host.IsEmpty && !host.ContainsAnyExcept(s_host);
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[0] == ':' && ushort.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
