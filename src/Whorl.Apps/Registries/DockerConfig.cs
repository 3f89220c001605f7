using System.Text.Json;

namespace Whorl.Apps.Registries;

/// <summary>User names and passwords in Docker's <c>config.json</c>. Those that a helper program keeps are not asked for.</summary>
internal static class DockerConfig
{
    /// <summary>Finds the credentials for a registry; null if the file is not there, or has none.</summary>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public static Credentials.Basic? Find(string file, RegistryAddress registry)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("auths", out var auths)
            || auths.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        string[] names = [registry.Authority, $"https://{registry.Authority}", $"https://{registry.Authority}/"];
        return names.Select(name => auths.TryGetProperty(name, out var entry) ? Read(entry) : null).FirstOrDefault(c => c is not null);
    }

    private static Credentials.Basic? Read(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (entry.TryGetProperty("auth", out var auth) && auth.GetString() is { Length: > 0 } encoded)
        {
            return Credentials.Basic.FromBase64(encoded);
        }

        return entry.TryGetProperty("username", out var user) && entry.TryGetProperty("password", out var password)
            && user.GetString() is { } name && password.GetString() is { } word
                ? new Credentials.Basic(name, word)
                : null;
    }
}
