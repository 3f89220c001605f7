using System.Collections.Immutable;
using System.Security.Cryptography;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Registries;

/// <summary>Reads the configuration of wasm-pkg. The file is not Whorl's own, so what is unknown in it is let be.</summary>
internal sealed class RegistriesConfigReader
{
    private const long MaxBytes = 1 << 20;

    private readonly DiagnosticBag _diagnostics;

    private RegistriesConfigReader(DiagnosticBag diagnostics) => _diagnostics = diagnostics;

    /// <summary>Reads a file; it need not be there.</summary>
    /// <exception cref="AppException">It cannot be read, or something in it is wrong.</exception>
    public static RegistriesConfig Load(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return RegistriesConfig.Empty;
            }

            return file.Length <= MaxBytes
                ? Parse(File.ReadAllText(path), path)
                : throw Unreadable(path, $"it has {file.Length} bytes; it may have at most {MaxBytes}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e.Message);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="AppException">Something in it is wrong.</exception>
    public static RegistriesConfig Parse(string text, string path)
    {
        var diagnostics = new DiagnosticBag(path);
        var config = TomlReader.Read(text, diagnostics) is { } root ? new RegistriesConfigReader(diagnostics).Read(root) : RegistriesConfig.Empty;
        return diagnostics.HasErrors ? throw new AppException(diagnostics.ToImmutable()) : config;
    }

    private RegistriesConfig Read(TomlTable root)
    {
        var reader = new TableReader(root, "the configuration of registries", _diagnostics);
        return new RegistriesConfig
        {
            Default = reader.Text("default_registry") is { } text && Address(text) is { } address ? new RegistryMapping(address, null) : null,
            Namespaces = ReadMappings(reader, "namespace_registries"),
            Packages = ReadMappings(reader, "package_registry_overrides"),
            Registries = (reader.Table("registry")?.Entries ?? [])
                .Where(e => e.Value is TomlTable)
                .ToImmutableDictionary(e => e.Key, e => ReadSettings(new TableReader((TomlTable)e.Value, $"[registry.\"{e.Key}\"]", _diagnostics)), StringComparer.Ordinal),
        };
    }

    private ImmutableDictionary<string, RegistryMapping> ReadMappings(TableReader root, string key)
    {
        var mappings = ImmutableDictionary.CreateBuilder<string, RegistryMapping>(StringComparer.Ordinal);
        foreach (var entry in root.Table(key)?.Entries ?? [])
        {
            if (ReadMapping(entry, $"`{key}.\"{entry.Key}\"`") is { } mapping)
            {
                mappings[entry.Key] = mapping;
            }
        }

        return mappings.ToImmutable();
    }

    private RegistryMapping? ReadMapping(TomlEntry entry, string name)
    {
        if (entry.Value is TomlText text)
        {
            return Address(new Located<string>(text.Value, text.Location)) is { } address ? new RegistryMapping(address, null) : null;
        }

        if (entry.Value is not TomlTable table)
        {
            _diagnostics.Error(DiagnosticCode.WrongType, entry.Value.Location, $"{name} must be a string or a table, but is {entry.Value.Kind}");
            return null;
        }

        var reader = new TableReader(table, name, _diagnostics);
        var registry = reader.RequiredText("registry", "Add registry = \"<host>\".") is { } host ? Address(host) : null;
        if (registry is null || reader.Table("metadata") is not { } about)
        {
            return registry is null ? null : new RegistryMapping(registry, null);
        }

        var metadata = new TableReader(about, $"`metadata` of {name}", _diagnostics);
        var oci = metadata.Table(RegistryMetadata.Oci) is { } section ? new TableReader(section, $"`metadata.oci` of {name}", _diagnostics) : null;
        return new RegistryMapping(registry, new RegistryMetadata
        {
            Protocol = metadata.Text("preferredProtocol")?.Value,
            OciRegistry = oci?.Text("registry")?.Value,
            NamespacePrefix = oci?.Text("namespacePrefix")?.Value ?? "",
        });
    }

    private RegistrySettings ReadSettings(TableReader reader)
    {
        var oci = reader.Table(RegistryMetadata.Oci) is { } section ? new TableReader(section, $"`oci` of {reader.Name}", _diagnostics) : null;
        var local = reader.Table(RegistrySettings.Local) is { } folder ? new TableReader(folder, $"`local` of {reader.Name}", _diagnostics) : null;
        var only = (oci, local) switch
        {
            (not null, null) => RegistryMetadata.Oci,
            (null, not null) => RegistrySettings.Local,
            _ => null,
        };
        return new RegistrySettings
        {
            Backend = (reader.Text("default") ?? reader.Text("type"))?.Value ?? only,
            LocalRoot = local?.RequiredText("root", "Add root = \"<folder>\".")?.Value,
            Credentials = oci is null ? null : ReadCredentials(oci),
            IsPlain = oci?.Text("protocol") is { } protocol ? ReadProtocol(protocol) : null,
            AcceptsAnyCertificate = oci?.Boolean("accept_invalid_certificates")?.Value ?? false,
            Roots = [.. (oci?.Array("extra_root_certificates") ?? []).Select(node => ReadRoot(node, oci!.Name)).OfType<byte[]>()],
        };
    }

    private bool? ReadProtocol(Located<string> protocol)
    {
        if (protocol.Value is not ("http" or "https"))
        {
            _diagnostics.Error(DiagnosticCode.BadValue, protocol.Location, $"`protocol` is \"{protocol.Value}\"", "It must be \"http\" or \"https\".");
        }

        return protocol.Value == "http";
    }

    // The value is a secret, so that no message quotes it.
    private Credentials.Basic? ReadCredentials(TableReader oci)
    {
        if (!oci.TryGet("auth", out var entry))
        {
            return null;
        }

        if (entry.Value is TomlTable table)
        {
            var reader = new TableReader(table, $"`auth` of {oci.Name}", _diagnostics);
            return reader.RequiredText("username", "Add username = \"...\".") is { } user && reader.RequiredText("password", "Add password = \"...\".") is { } password
                ? new Credentials.Basic(user.Value, password.Value)
                : null;
        }

        if (entry.Value is TomlText text && Credentials.Basic.FromBase64(text.Value) is { } credentials)
        {
            return credentials;
        }

        _diagnostics.Error(
            DiagnosticCode.BadValue,
            entry.Value.Location,
            $"`auth` of {oci.Name} is not understood",
            "Write auth = { username = \"...\", password = \"...\" }, or `user:password` in base 64.");
        return null;
    }

    private byte[]? ReadRoot(TomlNode node, string owner)
    {
        if (node is TomlTable table)
        {
            var reader = new TableReader(table, $"a certificate of {owner}", _diagnostics);
            if (reader.Text("encoding") is null or { Value: "pem" }
                && reader.RequiredText("data", "Add data = \"...\".") is { } data
                && PemEncoding.TryFind(data.Value, out var found))
            {
                return Convert.FromBase64String(data.Value[found.Base64Data]);
            }
        }

        _diagnostics.Error(
            DiagnosticCode.BadValue, node.Location, $"`extra_root_certificates` of {owner} has an entry that is no certificate", "Write { encoding = \"pem\", data = \"...\" }.");
        return null;
    }

    private RegistryAddress? Address(Located<string> text)
    {
        if (RegistryAddress.TryParse(text.Value, out var address))
        {
            return address;
        }

        _diagnostics.Error(
            DiagnosticCode.BadValue, text.Location, $"\"{text.Value}\" is no registry", "Write a host, with a port if need be: \"registry.example.com\".");
        return null;
    }

    private static AppException Unreadable(string path, string message) => new(
        [new Diagnostic(DiagnosticSeverity.Error, DiagnosticCode.UnreadableFile, path, default, $"cannot read the configuration of registries: {message}", null)]);
}
