using System.Collections.Frozen;

namespace Whorl.Apps.Variables;

/// <summary>Reads <c>.env</c> files: <c>NAME=value</c> lines, quotes, comments, and <c>export</c> in front.</summary>
internal static class DotEnv
{
    public static FrozenDictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var rest = line.Trim();
            if (rest.StartsWith("export ", StringComparison.Ordinal))
            {
                rest = rest["export ".Length..].TrimStart();
            }

            var equals = rest.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && !rest.StartsWith('#'))
            {
                values[rest[..equals].TrimEnd()] = Unquote(rest[(equals + 1)..].TrimStart());
            }
        }

        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Unquote(string value)
    {
        if (value.StartsWith('\''))
        {
            var end = value.IndexOf('\'', 1);
            return end < 0 ? value : value[1..end];
        }

        if (value.StartsWith('"'))
        {
            return UnquoteDouble(value);
        }

        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? value : value[..comment]).TrimEnd();
    }

    private static string UnquoteDouble(string value)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 1; i < value.Length; i++)
        {
            switch (value[i])
            {
                case '"':
                    return text.ToString();
                case '\\' when i + 1 < value.Length:
                    i++;
                    text.Append(value[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
                    break;
                default:
                    text.Append(value[i]);
                    break;
            }
        }

        return value;
    }
}
