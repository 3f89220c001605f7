using System.Globalization;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Network;

/// <summary>The key <c>allowed_http_hosts</c>, which came before <c>allowed_outbound_hosts</c>.</summary>
internal static class AllowedHttpHosts
{
    private const string AllowAll = "insecure:allow-all";

    /// <summary>The entries in today's form. Wrong ones are reported.</summary>
    public static List<Located<string>> Convert(IReadOnlyList<Located<string>> hosts, DiagnosticBag diagnostics)
    {
        if (hosts.FirstOrDefault(h => h.Value == AllowAll) is { Value: not null } all)
        {
            return [all with { Value = "http://*:*" }, all with { Value = "https://*:*" }, all with { Value = "http://self" }];
        }

        var converted = new List<Located<string>>();
        foreach (var host in hosts)
        {
            if (!TryParse(host.Value, out var name, out var port))
            {
                diagnostics.Error(
                    DiagnosticCode.BadAllowedHost,
                    host.Location,
                    $"`{host.Value}` in `allowed_http_hosts` is not a host with an optional port",
                    "Write \"example.com\" or \"example.com:8080\", without a path; or use `allowed_outbound_hosts`.");
            }
            else if (name == "self")
            {
                converted.Add(host with { Value = "http://self" });
            }
            else
            {
                var suffix = port is null ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}");
                converted.Add(host with { Value = $"http://{name}{suffix}" });
                converted.Add(host with { Value = $"https://{name}{suffix}" });
            }
        }

        return converted;
    }

    private static bool TryParse(string text, out string name, out int? port)
    {
        (name, port) = ("", null);
        var rest = text;
        var defaultPort = 80;
        if (text.IndexOf("//", StringComparison.Ordinal) is >= 0 and var slashes)
        {
            var scheme = text[..slashes];
            if (scheme is not ("http:" or "https:"))
            {
                return false;
            }

            defaultPort = scheme == "https:" ? 443 : 80;
            rest = text[(slashes + 2)..];
        }

        rest = rest.EndsWith('/') ? rest[..^1] : rest;
        var colon = rest.LastIndexOf(':');
        if (colon > rest.LastIndexOf(']'))
        {
            if (!ushort.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            // As in any URL, naming the usual port says nothing.
            port = number == defaultPort ? null : number;
            rest = rest[..colon];
        }

        if (!HostName.TryParse(rest, out var host))
        {
            return false;
        }

        name = host.Value.ToString();
        return true;
    }
}
