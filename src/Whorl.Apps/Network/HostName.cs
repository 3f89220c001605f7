using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Whorl.Apps.Network;

/// <summary>
/// The host of a URL in its one canonical form: a lower-case ASCII domain or an address. Domains that a resolver would read
/// as an IPv4 address (<c>127.1</c>, <c>0x7f000001</c>) are that address, so that no spelling gets around a rule.
/// </summary>
public readonly record struct HostName
{
    // WHATWG URL: forbidden domain code points.
    private static readonly SearchValues<char> s_forbidden = SearchValues.Create(" #/:<>?@[\\]^|%\"*{}`\t\n\r\0");

    private static readonly IdnMapping s_idn = new() { UseStd3AsciiRules = false };

    private HostName(string? domain, IPAddress? address)
    {
        Domain = domain;
        Address = address;
    }

    /// <summary>The domain; null when the host is an address.</summary>
    public string? Domain { get; }

    /// <summary>The address; null when the host is a domain.</summary>
    public IPAddress? Address { get; }

    /// <summary>The host that an address is.</summary>
    public static HostName Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);

        // A scope identifies a link of this machine, which no rule can name.
        var isScoped = address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0;
        return new HostName(null, isScoped ? new IPAddress(address.GetAddressBytes()) : address);
    }

    /// <summary>Reads a host as a URL holds it: a domain, an IPv4 address, or an IPv6 address in brackets.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out HostName? host)
    {
        host = null;
        if (text is ['[', .. var inner, ']'])
        {
            if (!inner.Contains('%') && IPAddress.TryParse(inner, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                host = new HostName(null, address);
            }

            return host is not null;
        }

        if (text.IsEmpty || text.Length > 255 || text.ContainsAny(s_forbidden))
        {
            return false;
        }

        var domain = ToAscii(text.ToString());
        if (domain is null || domain.Any(char.IsControl) || domain.StartsWith('.') || domain.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        if (!Ipv4Number.EndsInNumber(domain))
        {
            host = new HostName(domain, null);
        }
        else if (Ipv4Number.TryParse(domain, out var ipv4))
        {
            host = new HostName(null, ipv4);
        }

        return host is not null;
    }

    /// <summary>The host as a URL holds it.</summary>
    public override string ToString() =>
        Address is null ? Domain ?? "" : Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Address}]" : Address.ToString();

    private static string? ToAscii(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        try
        {
            return s_idn.GetAscii(text.ToLowerInvariant()).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
