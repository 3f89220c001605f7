using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Network;

namespace Whorl.Capabilities.Databases;

/// <summary>A database server as guests name it: a URL, or <c>host=... user=...</c>.</summary>
/// <param name="Text">What the guest gave.</param>
internal sealed record SqlAddress(string Text)
{
    /// <summary>A certificate authority to trust, in PEM; null for the platform's.</summary>
    public string? CaRoot { get; init; }

    private bool IsUrl => Text.Contains("://", StringComparison.Ordinal);

    /// <summary>The address in the form in which the manifest's rules know it.</summary>
    public string ToCheck(string scheme)
    {
        if (IsUrl)
        {
            int separator = Text.IndexOf("://", StringComparison.Ordinal);
            string given = Text[..separator].ToLowerInvariant();
            return given == scheme || (scheme == "postgres" && given == "postgresql")
                ? scheme + Text[separator..]
                : throw new FailureException(FailureKind.BadAddress, $"`{given}` is not a scheme for this: write {scheme}://user:password@host/database");
        }

        Dictionary<string, string> settings = Words();
        return $"{scheme}://{settings.GetValueOrDefault("host", "localhost")}{(settings.TryGetValue("port", out string? port) ? ":" + port : "")}";
    }

    /// <summary>User, password, database and settings by the names that libpq has for them.</summary>
    public Dictionary<string, string> Settings()
    {
        if (!IsUrl)
        {
            return Words();
        }

        UrlParts parts = UrlParts.Of(Text);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in parts.Settings())
        {
            settings[key] = value;
        }

        Set("user", parts.User);
        Set("password", parts.Password);
        Set("dbname", parts.Path.Length == 0 ? null : Uri.UnescapeDataString(parts.Path));
        return settings;

        void Set(string key, string? value)
        {
            if (value is not null)
            {
                settings[key] = value;
            }
        }
    }

    /// <summary>Reads <c>key=value</c> pairs, with quotes and backslashes as libpq has them.</summary>
    private Dictionary<string, string> Words()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        int at = 0;
        while (true)
        {
            while (at < Text.Length && char.IsWhiteSpace(Text[at]))
            {
                at++;
            }

            if (at == Text.Length)
            {
                return settings;
            }

            int equals = Text.IndexOf('=', at);
            if (equals < 0)
            {
                throw new FailureException(FailureKind.BadAddress, "the address is neither a URL nor of the form host=... user=... dbname=...");
            }

            string key = Text[at..equals].Trim();
            at = equals + 1;
            settings[key] = Value(ref at);
        }
    }

    private string Value(ref int at)
    {
        while (at < Text.Length && char.IsWhiteSpace(Text[at]))
        {
            at++;
        }

        bool isQuoted = at < Text.Length && Text[at] == '\'';
        at += isQuoted ? 1 : 0;
        var value = new System.Text.StringBuilder();
        while (at < Text.Length && (isQuoted ? Text[at] != '\'' : !char.IsWhiteSpace(Text[at])))
        {
            at += Text[at] == '\\' && at + 1 < Text.Length ? 1 : 0;
            value.Append(Text[at++]);
        }

        at += isQuoted ? 1 : 0;
        return value.ToString();
    }
}
