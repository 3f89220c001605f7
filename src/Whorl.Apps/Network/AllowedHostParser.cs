using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Whorl.Apps.Network;

/// <summary>Reads rules of <c>allowed_outbound_hosts</c>.</summary>
internal static class AllowedHostParser
{
    private const string Form = "Write <scheme>://<host>[:<port>], for example \"https://api.example.com\"; each of the three may be `*`.";

    public static bool TryParse(string text, [NotNullWhen(true)] out AllowedHost? rule, [NotNullWhen(false)] out AllowedHostError? error)
    {
        rule = null;
        var trimmed = text.Trim();
        var separator = trimmed.IndexOf("://", StringComparison.Ordinal);
        if (separator < 0)
        {
            error = DescribeMissingScheme(trimmed);
            return false;
        }

        var scheme = trimmed[..separator];
        var rest = trimmed[(separator + 3)..];
        var (hostText, portText) = SplitPort(rest);
        if (FindSchemeError(scheme) is { } schemeError)
        {
            error = schemeError;
            return false;
        }

        scheme = scheme.ToLowerInvariant();
        if (!TryParseHost(hostText, out var host, out error))
        {
            // Several colons are an IPv6 address that went wrong.
            error = rest.Count(c => c == ':') > 1
                ? new(
                    $"`{rest}` is not a host with a port",
                    "Write IPv6 addresses in brackets, \"http://[::1]:8080\", and networks without, \"http://fd00::/8:8080\".")
                : error;
            return false;
        }

        if (!TryParsePorts(portText, scheme, out var ports, out error))
        {
            return false;
        }

        rule = AllowedHost.Create(text, scheme == "*" ? null : scheme, host, ports);
        return true;
    }

    private static AllowedHostError DescribeMissingScheme(string text) => text switch
    {
        "*" or ":" or "?" => new($"`{text}` is not a host", Form + " \"*://*:*\" allows everything, and with it nothing is fenced in."),
        "insecure:allow-all" => new(
            "`insecure:allow-all` belongs in `allowed_http_hosts`",
            "Write \"http://*:*\" and \"https://*:*\" for all of HTTP, or \"*://*:*\" for everything."),
        "" => new("the entry is empty", Form),
        _ => new("it has no scheme", $"Write \"https://{text}\", or \"*://{text}\" with a port for any scheme."),
    };

    // The last colon starts the port, unless it belongs to an IPv6 address or network.
    private static (string Host, string Port) SplitPort(string rest)
    {
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || TryParseHost(rest, out _, out _))
        {
            return (rest, "");
        }

        var port = rest[(colon + 1)..];
        return (rest[..colon], port.EndsWith('/') ? port[..^1] : port);
    }

    private static AllowedHostError? FindSchemeError(string scheme)
    {
        if (scheme == "*")
        {
            return null;
        }

        if (scheme.StartsWith('{'))
        {
            return new($"lists such as `{scheme}` are not supported", "Write one entry for each scheme.");
        }

        return scheme.Length == 0 || !scheme.All(char.IsAsciiLetter)
            ? new($"scheme `{scheme}` must be `*` or letters", Form)
            : null;
    }

    private static bool TryParseHost(string text, [NotNullWhen(true)] out HostRule? host, [NotNullWhen(false)] out AllowedHostError? error)
    {
        host = null;
        error = null;
        var trimmed = text.Trim();
        var name = trimmed.EndsWith('/') ? trimmed[..^1] : trimmed;
        if (name is "*")
        {
            host = new HostRule.Any();
        }
        else if (name is "self" or "self.alt")
        {
            host = new HostRule.Self();
        }
        else if (CidrNotation.TryParse(trimmed, out var network))
        {
            host = new HostRule.Network(network);
        }
        else if (name.StartsWith('{'))
        {
            error = new($"lists such as `{name}` are not supported", "Write one entry for each host.");
        }
        else if (name.Contains('/', StringComparison.Ordinal))
        {
            error = new($"`{name}` has a path", "Only scheme, host and port can be allowed; leave the path out.");
        }
        else if (name.StartsWith("*.", StringComparison.Ordinal))
        {
            if (HostName.TryParse(name.AsSpan(2), out var domain) && domain.Value.Domain is { } suffix)
            {
                host = new HostRule.Subdomains("." + suffix);
            }
            else
            {
                error = new($"`{name[2..]}` after `*.` is not a domain", "Write \"https://*.example.com\".");
            }
        }
        else if (name.Contains('*', StringComparison.Ordinal))
        {
            error = new($"`{name}` has a `*` in the middle", "A `*` can be the whole host or its first label: \"https://*.example.com\".");
        }
        else if (HostName.TryParse(name, out var exact))
        {
            host = new HostRule.Exact(exact.Value);
        }
        else
        {
            error = new(name.Length == 0 ? "it has no host" : $"`{name}` is not a host", Form);
        }

        return host is not null;
    }

    private static bool TryParsePorts(string text, string scheme, out PortRange ports, [NotNullWhen(false)] out AllowedHostError? error)
    {
        ports = PortRange.All;
        error = null;
        if (text == "*")
        {
            return true;
        }

        if (text.Length == 0)
        {
            if (WellKnownPorts.Of(scheme) is { } known)
            {
                ports = new PortRange(known, known + 1);
                return true;
            }

            error = new($"it has no port, and scheme `{scheme}` has no usual one", "Add the port, or `:*` for every port.");
            return false;
        }

        if (text.StartsWith('{'))
        {
            error = new($"lists such as `{text}` are not supported", "Write one entry for each port, or a range such as 8000..8100.");
            return false;
        }

        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var start = dots < 0 ? text : text[..dots];
        var end = dots < 0 ? null : text[(dots + 2)..];
        if (!TryParsePort(start, out var first) || (end is not null & !TryParsePort(end ?? "0", out var last)))
        {
            error = new(
                $"port `{text}` is not a number from 0 to 65535, a range of two, or `*`", "Write \":8080\", \":8000..8100\" or \":*\".");
            return false;
        }

        ports = new PortRange(first, end is null ? first + 1 : last);
        if (ports.End > ports.Start)
        {
            return true;
        }

        error = new($"port range `{text}` is empty: its end is not part of it", $"Write \":{first}..{first + 1}\" for port {first} alone.");
        return false;
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
