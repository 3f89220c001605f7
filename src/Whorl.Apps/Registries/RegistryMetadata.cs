using System.Text.Json;

namespace Whorl.Apps.Registries;

/// <summary>What a registry says of itself under <c>/.well-known/wasm-pkg/registry.json</c>.</summary>
internal sealed record RegistryMetadata
{
    public const string Path = ".well-known/wasm-pkg/registry.json";
    public const string Oci = "oci";

    /// <summary>The protocol to speak; null if it does not say.</summary>
    public string? Protocol { get; init; }

    /// <summary>The host that keeps the packages as OCI artifacts; null for the registry itself.</summary>
    public string? OciRegistry { get; init; }

    /// <summary>What the names of repositories begin with.</summary>
    public string NamespacePrefix { get; init; } = "";

    /// <summary>Reads the document.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static RegistryMetadata Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("it is not a JSON object");
        }

        var oci = root.TryGetProperty(Oci, out var section) && section.ValueKind == JsonValueKind.Object ? section : default;
        string[] tables = [.. root.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object).Select(p => p.Name)];

        // The older form has the two keys of the section at the top.
        return new RegistryMetadata
        {
            Protocol = TextOf(root, "preferredProtocol") ?? (tables.Length == 1 ? tables[0] : null),
            OciRegistry = TextOf(oci, "registry") ?? TextOf(root, "ociRegistry"),
            NamespacePrefix = TextOf(oci, "namespacePrefix") ?? TextOf(root, "ociNamespacePrefix") ?? "",
        };
    }

    private static string? TextOf(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
