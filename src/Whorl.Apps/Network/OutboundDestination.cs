using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Whorl.Apps.Network;

/// <summary>Where a guest wants to connect to.</summary>
public sealed class OutboundDestination
{
    private OutboundDestination(string scheme, HostName host, int? port)
    {
        Scheme = scheme;
        Host = host;
        Port = port;
    }

    /// <summary>The scheme, in lower case; <c>tcp</c> or <c>udp</c> for a socket.</summary>
    public string Scheme { get; }

    /// <summary>The host.</summary>
    public HostName Host { get; }

    /// <summary>The port, or the usual one of the scheme; null when there is neither.</summary>
    public int? Port { get; }

    /// <summary>The component of the app that the host stands for; null for any other host.</summary>
    public string? ChainedComponent =>
        Host.Domain is { } domain && ServiceChaining.TryGetComponent(domain, out var component) ? component : null;

    /// <summary>
    /// Reads an absolute URL, or a host with an optional port, which then has <paramref name="defaultScheme"/>. Whoever connects
    /// must connect to the host and port found here and not read the text again, lest two readers disagree about it.
    /// </summary>
    public static bool TryParse(string url, string defaultScheme, [NotNullWhen(true)] out OutboundDestination? destination)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(defaultScheme);
        var separator = url.IndexOf("://", StringComparison.Ordinal);
        var scheme = separator < 0 ? defaultScheme : url[..separator];
        var rest = url.AsSpan(separator < 0 ? 0 : separator + 3);

        // In the URLs of databases people write passwords with `#` and `?` unescaped; in those of the web these end the host.
        var isWeb = scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || scheme.Equals("https", StringComparison.OrdinalIgnoreCase);
        var authority = Until(rest, isWeb ? "/\\?#" : "/\\");
        authority = Until(authority[(authority.LastIndexOf('@') + 1)..], "?#");
        return TryParse(scheme, authority, out destination);
    }

    /// <summary>Reads the authority of a request: a host with an optional port, and no user information.</summary>
    public static bool TryParse(string scheme, ReadOnlySpan<char> authority, [NotNullWhen(true)] out OutboundDestination? destination)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        destination = null;
        int? port = null;
        var colon = authority.LastIndexOf(':');
        if (colon > authority.LastIndexOf(']'))
        {
            var digits = authority[(colon + 1)..];
            if (!digits.IsEmpty)
            {
                if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > ushort.MaxValue)
                {
                    return false;
                }

                port = number;
            }

            authority = authority[..colon];
        }

        if (scheme.Length == 0 || !char.IsAsciiLetter(scheme[0]) || !scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.') || !HostName.TryParse(authority, out var host))
        {
            return false;
        }

        scheme = scheme.ToLowerInvariant();
        destination = new OutboundDestination(scheme, host.Value, port ?? WellKnownPorts.Of(scheme));
        return true;
    }

    /// <summary>The destination of a socket.</summary>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="endPoint">The address and port.</param>
    public static OutboundDestination OfSocket(string protocol, IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return new OutboundDestination(protocol, HostName.Of(endPoint.Address), endPoint.Port);
    }

    /// <summary>The host, and the port if it is not the usual one of the scheme.</summary>
    public string Authority => ToString()[(Scheme.Length + "://".Length)..];

    /// <summary>The destination as a rule would name it; the usual port of the scheme is left out.</summary>
    public override string ToString() =>
        Port is null || Port == WellKnownPorts.Of(Scheme)
            ? $"{Scheme}://{Host}"
            : string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{Port}");

    private static ReadOnlySpan<char> Until(ReadOnlySpan<char> text, ReadOnlySpan<char> ends) =>
        text.IndexOfAny(ends) is >= 0 and var end ? text[..end] : text;
}
