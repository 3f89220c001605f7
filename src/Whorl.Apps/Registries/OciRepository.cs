using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Whorl.Apps.Manifest;

namespace Whorl.Apps.Registries;

/// <summary>The repository of a package: its versions are the tags, and each has one layer that is a component.</summary>
/// <param name="session">The registry.</param>
/// <param name="name">The repository's name.</param>
internal sealed partial class OciRepository(OciSession session, string name)
{
    private const int MaxManifestBytes = 4 << 20;
    private const int MaxPages = 100;

    private static readonly string[] s_manifestTypes = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];

    // The first is what packages have, the others what components of apps have.
    private static readonly string[] s_componentTypes =
        ["application/wasm", "application/vnd.wasm.content.layer.v1+wasm", "application/vnd.bytecodealliance.wasm.component.layer.v0+wasm"];

    /// <summary>The versions that there are; null if there is no such repository.</summary>
    public async Task<List<SemanticVersion>?> ListVersionsAsync(CancellationToken cancellationToken)
    {
        var versions = new List<SemanticVersion>();
        string? target = $"{name}/tags/list";
        for (var page = 0; target is not null && page < MaxPages; page++)
        {
            using var response = await session.GetAsync(target, name, ["application/json"], cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            using var document = await ReadAsync(response, "list of tags", cancellationToken).ConfigureAwait(false);
            if (document.RootElement.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array)
            {
                foreach (var tag in tags.EnumerateArray())
                {
                    if (tag.ValueKind == JsonValueKind.String && SemanticVersion.TryParse(tag.GetString()!, out var version))
                    {
                        versions.Add(version);
                    }
                }
            }

            target = NextPage(response);
        }

        return versions;
    }

    /// <summary>The SHA-256 of a version's component, as hex digits; null if there is no such version.</summary>
    public async Task<string?> FindDigestAsync(string version, CancellationToken cancellationToken)
    {
        using var response = await session.GetAsync($"{name}/manifests/{version}", name, s_manifestTypes, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        using var document = await ReadAsync(response, "manifest", cancellationToken).ConfigureAwait(false);
        var types = new List<string>();
        if (document.RootElement.TryGetProperty("layers", out var layers) && layers.ValueKind == JsonValueKind.Array)
        {
            foreach (var layer in layers.EnumerateArray())
            {
                var type = TextOf(layer, "mediaType");
                types.Add(type);
                if (s_componentTypes.Contains(type))
                {
                    var digest = TextOf(layer, "digest");
                    return Digests.TryParse(digest, out var hex)
                        ? hex
                        : throw OciSession.Unavailable($"version {version} of {name} in {session.Registry} has the digest \"{digest}\", which is not SHA-256");
                }
            }
        }

        throw OciSession.Unavailable(
            $"version {version} of {name} in {session.Registry} is no component: "
            + (types.Count == 0 ? "it has no layers" : $"its layers are of the types {string.Join(", ", types)}, and none is {s_componentTypes[0]}"));
    }

    /// <summary>Begins to read the component of a digest, which is not checked here.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string digest, CancellationToken cancellationToken)
    {
        var response = await session.GetAsync($"{name}/blobs/sha256:{digest}", name, [], cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw Failed(response, "component");
            }
        }

        return response;
    }

    private async Task<JsonDocument> ReadAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw Failed(response, what);
        }

        try
        {
            var document = JsonDocument.Parse(await OciSession.ReadAsync(response, MaxManifestBytes, cancellationToken).ConfigureAwait(false));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new JsonException("it is not an object");
        }
        catch (JsonException e)
        {
            throw OciSession.Unavailable($"{session.Registry} gave no {what} for {name}: {e.Message}");
        }
    }

    private static string TextOf(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private RegistryException Failed(HttpResponseMessage response, string what) =>
        OciSession.Unavailable($"{session.Registry} answered {(int)response.StatusCode} when asked for the {what} of {name}");

    /// <summary>What the header <c>Link</c> gives as the next page, by its path: pages are the same registry's.</summary>
    private static string? NextPage(HttpResponseMessage response)
    {
        var link = response.Headers.TryGetValues("Link", out var values) ? Link().Match(string.Join(", ", values)) : Match.Empty;
        return link.Success && Uri.TryCreate(response.RequestMessage!.RequestUri, link.Groups[1].Value, out var next) ? next.PathAndQuery : null;
    }

    [GeneratedRegex(@"<([^>]+)>\s*;\s*rel=""?next""?", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
