using System.Net;
using System.Text.Json;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Manifest;
using Whorl.Apps.Model;

namespace Whorl.Apps.Registries;

/// <summary>
/// Finds packages in registries as wasm-pkg does: from the name of a registry to what it says of itself, and from there to the artifact in
/// an OCI registry that holds the component.
/// </summary>
/// <param name="options">Where the user says which registries there are.</param>
public sealed class PackageRegistries(PackageRegistryOptions options) : IDisposable
{
    private const int MaxListed = 10;

    private readonly RegistryHttp _http = new();
    private readonly Dictionary<ComponentSource.Registered, PackageRelease> _found = [];
    private readonly Dictionary<(string Registry, string Oci), OciSession> _sessions = [];
    private readonly Dictionary<string, RegistryMetadata> _metadata = new(StringComparer.Ordinal);
    private RegistriesConfig? _config;

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    /// <summary>Finds the version of a package that is wanted, or the latest of those that will do.</summary>
    /// <exception cref="AppException">The configuration of registries is wrong.</exception>
    /// <exception cref="RegistryException">There is no such version, or no way to it.</exception>
    /// <exception cref="HttpRequestException">The registry cannot be reached.</exception>
    internal async Task<PackageRelease> FindAsync(ComponentSource.Registered package, CancellationToken cancellationToken)
    {
        if (!_found.TryGetValue(package, out var release))
        {
            _config ??= RegistriesConfigReader.Load(options.ConfigFile);
            var mapping = MappingOf(package, _config);
            var settings = _config.SettingsOf(mapping.Registry);
            release = settings.Backend == RegistrySettings.Local
                ? FindLocal(package, mapping.Registry, settings)
                : await FindRemoteAsync(package, mapping, settings, cancellationToken).ConfigureAwait(false);
            _found.Add(package, release);
        }

        return release;
    }

    private RegistryMapping MappingOf(ComponentSource.Registered package, RegistriesConfig config)
    {
        var configured = config.Find(package.Package);
        if (package.Registry is null)
        {
            return configured ?? throw new RegistryException(
                DiagnosticCode.UnknownRegistry,
                $"no registry is named for it, and {options.ConfigFile} {(File.Exists(options.ConfigFile) ? "names none" : "is not there")}",
                $"Add registry = \"<host>\" beside `version`, or write default_registry = \"<host>\" in {options.ConfigFile}.");
        }

        if (!RegistryAddress.TryParse(package.Registry, out var address))
        {
            throw new RegistryException(
                DiagnosticCode.UnknownRegistry, $"\"{package.Registry}\" is no registry", "Write a host, with a port if need be: registry = \"registry.example.com\".");
        }

        return configured?.Registry == address ? configured : new RegistryMapping(address, null);
    }

    private static PackageRelease FindLocal(ComponentSource.Registered package, RegistryAddress registry, RegistrySettings settings)
    {
        if (settings.LocalRoot is not { } root)
        {
            throw new RegistryException(
                DiagnosticCode.UnknownRegistry, $"{registry} is local, and has no folder", $"Write [registry.\"{registry}\".local] with its `root`.");
        }

        // <root>/<namespace>/<name>/<version>.wasm
        var folder = Path.Combine([Path.GetFullPath(root), .. package.Package.Split(':')]);
        var versions = !Directory.Exists(folder) ? null : Directory.EnumerateFiles(folder, "*.wasm")
            .Select(file => SemanticVersion.TryParse(Path.GetFileNameWithoutExtension(file), out var version) ? version : null)
            .OfType<SemanticVersion>()
            .ToList();
        return PackageRelease.At(Path.Combine(folder, $"{Choose(package, versions, folder)}.wasm"));
    }

    private async Task<PackageRelease> FindRemoteAsync(
        ComponentSource.Registered package, RegistryMapping mapping, RegistrySettings settings, CancellationToken cancellationToken)
    {
        var metadata = mapping.Metadata ?? await GetMetadataAsync(mapping.Registry, settings, cancellationToken).ConfigureAwait(false);
        if ((settings.Backend ?? metadata.Protocol ?? RegistryMetadata.Oci) is not RegistryMetadata.Oci and var protocol)
        {
            throw new RegistryException(
                DiagnosticCode.UnknownRegistry, $"{mapping.Registry} speaks the protocol `{protocol}`, which is not known", "Use a registry that speaks `oci`.");
        }

        if (!RegistryAddress.TryParse(metadata.OciRegistry ?? mapping.Registry.Authority, out var host))
        {
            throw OciSession.Unavailable($"{mapping.Registry} names \"{metadata.OciRegistry}\" as its OCI registry, which is no host");
        }

        var name = $"{metadata.NamespacePrefix}{package.Package.Replace(':', '/')}";
        var repository = new OciRepository(SessionOf(mapping.Registry, host, settings), name);
        var where = $"{host}/{name}";
        var version = package.IsRequirement
            ? Choose(package, await repository.ListVersionsAsync(cancellationToken).ConfigureAwait(false), where).ToString()
            : package.Version;
        var digest = await repository.FindDigestAsync(version, cancellationToken).ConfigureAwait(false)
            ?? throw NoVersion(package, await repository.ListVersionsAsync(cancellationToken).ConfigureAwait(false), where);
        return PackageRelease.In(repository, digest);
    }

    /// <summary>The greatest version that will do.</summary>
    private static SemanticVersion Choose(ComponentSource.Registered package, List<SemanticVersion>? versions, string where)
    {
        Func<SemanticVersion, bool> isWanted =
            !package.IsRequirement && SemanticVersion.TryParse(package.Version, out var exact) ? version => version == exact
            : VersionRequirement.TryParse(package.Version, out var requirement) ? requirement.Allows
            : static _ => false;
        return versions?.Where(isWanted).Max() ?? throw NoVersion(package, versions, where);
    }

    private static RegistryException NoVersion(ComponentSource.Registered package, List<SemanticVersion>? versions, string where)
    {
        if (versions is not { Count: > 0 })
        {
            return new RegistryException(
                DiagnosticCode.UnavailableSource, $"there is no package `{package.Package}` at {where}", "Check `package`, and the registry that it comes from.");
        }

        var latest = string.Join(", ", versions.OrderDescending().Take(MaxListed));
        return new RegistryException(
            DiagnosticCode.UnavailableSource,
            $"there is no version {package.Version} at {where}; the latest are {latest}",
            "Write a version that is there.");
    }

    private OciSession SessionOf(RegistryAddress registry, RegistryAddress host, RegistrySettings settings)
    {
        if (!_sessions.TryGetValue((registry.Authority, host.Authority), out var session))
        {
            var remedy = $"Run `docker login {host}`, or write [registry.\"{registry}\".oci] with auth = {{ username = \"...\", password = \"...\" }} in {options.ConfigFile}.";
            session = new OciSession(_http.For(settings), host, settings, wait => CredentialsForAsync(host, settings, wait), remedy);
            _sessions.Add((registry.Authority, host.Authority), session);
        }

        return session;
    }

    private async Task<Credentials?> CredentialsForAsync(RegistryAddress host, RegistrySettings settings, CancellationToken cancellationToken)
    {
        var variable = string.Concat(host.Authority.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        if (options.Environment($"WKG_REGISTRY_{variable}_AUTH_BEARER") is { Length: > 0 } token)
        {
            return new Credentials.Bearer(token);
        }

        if (settings.Credentials is { } configured)
        {
            return configured;
        }

        DockerConfig? docker;
        try
        {
            docker = DockerConfig.Find(options.DockerConfigFile, host);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // Not the parser's message, which may quote what is secret.
            throw new RegistryException(
                DiagnosticCode.UnreadableFile, $"{options.DockerConfigFile}, where the password for {host} may be, cannot be read", "Check that it is JSON, and that you may read it.");
        }

        var kept = docker?.Helper is { } helper ? await helper.GetAsync(host, options.Environment, cancellationToken).ConfigureAwait(false) : null;
        return kept ?? docker?.Written;
    }

    private async Task<RegistryMetadata> GetMetadataAsync(RegistryAddress registry, RegistrySettings settings, CancellationToken cancellationToken)
    {
        if (_metadata.TryGetValue(registry.Authority, out var known))
        {
            return known;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(registry.BaseUri(settings.IsPlain), RegistryMetadata.Path));
        using var response = await _http.For(settings).SendAsync(request, cancellationToken).ConfigureAwait(false);
        return _metadata[registry.Authority] = await ReadMetadataAsync(registry, response, cancellationToken).ConfigureAwait(false);
    }

    // A registry need not say anything of itself. Then it is one for OCI artifacts, with nothing before the names of packages.
    private static async Task<RegistryMetadata> ReadMetadataAsync(RegistryAddress registry, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var isSaid = response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) != true;
        if (!isSaid)
        {
            return response.StatusCode < HttpStatusCode.InternalServerError
                ? new RegistryMetadata()
                : throw OciSession.Unavailable($"{registry} answered {(int)response.StatusCode} when asked for {RegistryMetadata.Path}");
        }

        try
        {
            return RegistryMetadata.Parse(await OciSession.ReadAsync(response, 1 << 20, cancellationToken).ConfigureAwait(false));
        }
        catch (JsonException e)
        {
            throw OciSession.Unavailable($"{RegistryMetadata.Path} of {registry} is not understood: {e.Message}");
        }
    }
}
