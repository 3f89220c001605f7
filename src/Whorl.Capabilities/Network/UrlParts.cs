namespace Whorl.Capabilities.Network;

/// <summary>The parts of a server's URL that do not say where the server is.</summary>
/// <param name="Scheme">The scheme, in lower case; empty when there is none.</param>
/// <param name="User">The user; null when there is none.</param>
/// <param name="Password">The password; null when there is none.</param>
/// <param name="Path">What follows the host, without the first slash.</param>
/// <param name="Query">What follows the question mark.</param>
internal readonly record struct UrlParts(string Scheme, string? User, string? Password, string Path, string Query)
{
    /// <summary>Reads a URL as people write those of databases: a password may have any character but a slash.</summary>
    public static UrlParts Of(string url)
    {
        int separator = url.IndexOf("://", StringComparison.Ordinal);
        string scheme = separator < 0 ? "" : url[..separator].ToLowerInvariant();
        string rest = separator < 0 ? url : url[(separator + 3)..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string authority = slash < 0 ? rest : rest[..slash];
        string path = slash < 0 ? "" : rest[(slash + 1)..];
        int at = authority.LastIndexOf('@');
        if (slash < 0 && authority.IndexOf('?', at + 1) is >= 0 and var mark)
        {
            path = authority[mark..];
        }

        string? user = null, password = null;
        if (at >= 0)
        {
            string identity = authority[..at];
            int colon = identity.IndexOf(':', StringComparison.Ordinal);
            user = Uri.UnescapeDataString(colon < 0 ? identity : identity[..colon]);
            password = colon < 0 ? null : Uri.UnescapeDataString(identity[(colon + 1)..]);
        }

        int question = path.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? new UrlParts(scheme, user, password, path, "")
            : new UrlParts(scheme, user, password, path[..question], path[(question + 1)..]);
    }

    /// <summary>The settings after the question mark, unescaped.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings()
    {
        foreach (string setting in Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0
                ? KeyValuePair.Create(Uri.UnescapeDataString(setting), "")
                : KeyValuePair.Create(Uri.UnescapeDataString(setting[..equals]), Uri.UnescapeDataString(setting[(equals + 1)..]));
        }
    }
}
