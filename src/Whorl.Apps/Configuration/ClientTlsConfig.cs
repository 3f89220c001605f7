using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Configuration;

/// <summary>The certificates with which some components connect to some hosts, those that they show and those that they trust. Paths are absolute.</summary>
public sealed record ClientTlsConfig
{
    /// <summary>The place of the table in the file.</summary>
    public SourceLocation Location { get; init; }

    /// <summary><c>component_ids</c>.</summary>
    public ImmutableArray<string> Components { get; init; } = [];

    /// <summary><c>hosts</c>: names or addresses, as URLs have them, without ports.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary><c>ca_roots_file</c>: the authorities to trust besides the platform's; null for none.</summary>
    public string? CaRootsFile { get; init; }

    /// <summary>Whether the authorities that the platform trusts are trusted too.</summary>
    public bool UsesPlatformRoots { get; init; }

    /// <summary><c>client_cert_file</c>; null for none.</summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary><c>client_private_key_file</c>; null for none.</summary>
    public string? ClientKeyFile { get; init; }
}
