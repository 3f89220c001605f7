using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Whorl.Apps.Network;

/// <summary>The many spellings of an IPv4 address. WHATWG URL: the IPv4 parser.</summary>
internal static class Ipv4Number
{
    /// <summary>Whether a domain ends like a number, and so is an IPv4 address or nothing.</summary>
    public static bool EndsInNumber(string domain)
    {
        var labels = (domain.EndsWith('.') ? domain[..^1] : domain).Split('.');
        return labels[^1].Length > 0 && (labels[^1].All(char.IsAsciiDigit) || TryParsePart(labels[^1], out _));
    }

    /// <summary>Reads one to four parts, each decimal, octal or hexadecimal; the last one fills what is left.</summary>
    public static bool TryParse(string domain, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        var labels = (domain.EndsWith('.') ? domain[..^1] : domain).Split('.');
        if (labels.Length > 4)
        {
            return false;
        }

        ulong value = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var bits = i < labels.Length - 1 ? 8 : 8 * (5 - labels.Length);
            if (!TryParsePart(labels[i], out var part) || part >= 1UL << bits)
            {
                return false;
            }

            value = (value << bits) | part;
        }

        address = new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        return true;
    }

    private static bool TryParsePart(string text, out ulong value)
    {
        value = 0;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            var digits = text.AsSpan(2);
            return digits.IsEmpty || ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        if (text.Length == 0 || text.Length > 18 || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        if (text.Length == 1 || text[0] != '0')
        {
            value = ulong.Parse(text, CultureInfo.InvariantCulture);
            return true;
        }

        foreach (var c in text)
        {
            if (c > '7')
            {
                return false;
            }

            value = (value << 3) | (uint)(c - '0');
        }

        return true;
    }
}
