namespace Whorl.Components.Inspection.Wit;

/// <summary>Names as WIT spells them.</summary>
internal static class WitName
{
    // Words that are names only behind a `%`.
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "as", "async", "bool", "borrow", "char", "constructor", "enum", "error-context", "export", "f32", "f64", "flags", "from", "func",
        "future", "import", "include", "interface", "list", "map", "option", "own", "package", "record", "resource", "result", "s16", "s32",
        "s64", "s8", "static", "stream", "string", "tuple", "type", "u16", "u32", "u64", "u8", "use", "variant", "with", "world",
    };

    /// <summary>A name, with <c>%</c> when it would be a keyword or a built-in type.</summary>
    public static string Of(string name) => s_keywords.Contains(name) ? "%" + name : name;

    /// <summary>Takes the full name of an interface apart, such as <c>wasi:http/types@0.2.12</c>.</summary>
    public static bool TryReadInterface(string name, out (string Package, string Interface, string Version) parts)
    {
        parts = default;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !name[..slash].Contains(':', StringComparison.Ordinal) || name.Contains('<', StringComparison.Ordinal))
        {
            return false;
        }

        var at = name.IndexOf('@', StringComparison.Ordinal);
        parts = at < 0
            ? (name[..slash], name[(slash + 1)..], "")
            : (name[..slash], name[(slash + 1)..at], Whole(name[(at + 1)..]));
        return true;
    }

    /// <summary>The name of a package, and, before the version, a path in it.</summary>
    public static string Package(string package, string version, string path = "")
    {
        var names = string.Join(":", package.Split(':').Select(Of));
        return names + path + (version.Length == 0 ? "" : "@" + version);
    }

    // A component may name only the part of a version that compatibility depends on; WIT wants three numbers.
    private static string Whole(string version) => version.Split('.').Length switch
    {
        1 when version.All(char.IsAsciiDigit) => version + ".0.0",
        2 when version.All(c => char.IsAsciiDigit(c) || c == '.') => version + ".0",
        _ => version,
    };
}
