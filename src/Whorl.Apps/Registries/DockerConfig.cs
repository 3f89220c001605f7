using System.Text.Json;

namespace Whorl.Apps.Registries;

/// <summary>What Docker's <c>config.json</c> says of one registry's credentials.</summary>
/// <param name="Helper">The program that keeps them; null if none does.</param>
/// <param name="Written">Those that the file itself has, for when that program has none; null if it has none either.</param>
internal sealed record DockerConfig(CredentialHelper? Helper, Credentials? Written)
{
    private const string HelpersKey = "credHelpers";
    private const string StoreKey = "credsStore";

    /// <summary>Finds what is said of a registry; null if the file is not there.</summary>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Something in it is not of the type that it has to be.</exception>
    public static DockerConfig? Find(string file, RegistryAddress registry)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return new DockerConfig(FindHelper(document.RootElement, file, registry), FindWritten(document.RootElement, registry));
    }

    // One for the registry comes before the one for all, and an empty name says that there is none.
    private static CredentialHelper? FindHelper(JsonElement root, string file, RegistryAddress registry)
    {
        if (Member(root, HelpersKey) is { ValueKind: JsonValueKind.Object } helpers)
        {
            foreach (var key in NamesOf(registry))
            {
                if (helpers.TryGetProperty(key, out var own))
                {
                    return Named(own.GetString(), $"`{key}` of `{HelpersKey}`");
                }
            }
        }

        return Member(root, StoreKey) is { ValueKind: not JsonValueKind.Null } store ? Named(store.GetString(), $"`{StoreKey}`") : null;

        CredentialHelper? Named(string? name, string key) => string.IsNullOrEmpty(name) ? null : new CredentialHelper(name, file, key);
    }

    private static Credentials? FindWritten(JsonElement root, RegistryAddress registry) =>
        Member(root, "auths") is { ValueKind: JsonValueKind.Object } auths
            ? NamesOf(registry).Select(name => Member(auths, name) is { } entry ? Read(entry) : null).FirstOrDefault(c => c is not null)
            : null;

    private static string[] NamesOf(RegistryAddress registry) =>
        [registry.Authority, $"https://{registry.Authority}", $"https://{registry.Authority}/"];

    private static JsonElement? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;

    private static Credentials? Read(JsonElement entry)
    {
        if (Text(entry, "registrytoken") is { } bearer)
        {
            return new Credentials.Bearer(bearer);
        }

        if (Text(entry, "identitytoken") is { } identity)
        {
            return new Credentials.Identity(identity);
        }

        return Text(entry, "auth") is { } encoded ? Credentials.Basic.FromBase64(encoded)
            : Text(entry, "username") is { } user && Text(entry, "password") is { } password ? new Credentials.Basic(user, password)
            : null;
    }

    private static string? Text(JsonElement entry, string name) => Member(entry, name)?.GetString() is { Length: > 0 } text ? text : null;
}
