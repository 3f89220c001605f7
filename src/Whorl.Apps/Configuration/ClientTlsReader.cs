using Whorl.Apps.Network;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Configuration;

/// <summary>Reads with which certificates components connect to hosts.</summary>
internal static class ClientTlsReader
{
    public static ClientTlsConfig Read(ConfigTable table)
    {
        // Spin has two sets of roots to choose from; here the platform's are the only ones.
        bool? bundled = table.Boolean("ca_use_webpki_roots");
        bool? platform = table.Boolean("ca_use_platform_roots");
        string? roots = table.Path("ca_roots_file");
        bool usesPlatform = platform is null && bundled is null ? roots is null : platform == true || bundled == true;
        var config = new ClientTlsConfig
        {
            Location = table.Location,
            Components = [.. table.Texts("component_ids").Select(t => t.Value)],
            Hosts = [.. table.Texts("hosts").Select(t => ReadHost(t, table))],
            CaRootsFile = roots,
            UsesPlatformRoots = usesPlatform,
            ClientCertificateFile = table.Path("client_cert_file"),
            ClientKeyFile = table.Path("client_private_key_file"),
        };
        if (config.ClientCertificateFile is null != config.ClientKeyFile is null)
        {
            table.Bad(table.Location, $"{table.Name} has one of `client_cert_file` and `client_private_key_file`", "Give both or neither.");
        }

        if (roots is null && !usesPlatform)
        {
            table.Bad(table.Location, $"{table.Name} trusts no authority, so that no server could be connected to", "Add `ca_roots_file`, or leave `ca_use_platform_roots` out.");
        }

        if (config.Components.IsEmpty || config.Hosts.IsEmpty)
        {
            table.Bad(table.Location, $"{table.Name} names no {(config.Components.IsEmpty ? "component" : "host")}, so that it has no effect", "Add component_ids = [\"...\"] and hosts = [\"...\"].");
        }

        table.Finish();
        return config;
    }

    private static string ReadHost(Located<string> text, ConfigTable table)
    {
        if (HostName.TryParse(text.Value, out HostName? host))
        {
            return host.Value.ToString();
        }

        table.Bad(text.Location, $"`hosts` in {table.Name} has `{text.Value}`, which is not a host", "Write a name or an address, without scheme and port: \"api.example.com\".");
        return "";
    }
}
