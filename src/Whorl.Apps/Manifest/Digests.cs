using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Whorl.Apps.Manifest;

/// <summary>Digests as manifests write them.</summary>
internal static class Digests
{
    private const string Prefix = "sha256:";

    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Reads <c>sha256:</c> and 64 hex digits; the digits come back in lower case.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? digest)
    {
        digest = null;
        if (text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length == Prefix.Length + 64
            && !text.AsSpan(Prefix.Length).ContainsAnyExcept(s_hexDigits))
        {
            digest = text[Prefix.Length..].ToLowerInvariant();
        }

        return digest is not null;
    }
}
