using System.Text.RegularExpressions;

namespace Whorl.Apps.Toml;

/// <summary>Puts the parser's messages into words that do not need its source to be understood.</summary>
internal static partial class TomlSyntaxErrors
{
    public static string Describe(string message)
    {
        var text = TokenName().Replace(message, "");
        text = LineEnd().Replace(text, "the end of the line");
        text = FileEnd().Replace(text, "the end of the file");
        text = FoundWhileExpecting().Replace(text, "expected $2, found $1");
        return "not valid TOML: " + char.ToLowerInvariant(text[0]) + text[1..];
    }

    [GeneratedRegex(@" \(token: `?\w+`?\)")]
    private static partial Regex TokenName();

    [GeneratedRegex("token `newline`|`?␤`?")]
    private static partial Regex LineEnd();

    [GeneratedRegex("(token )?(`<eof>`|`Eof`|<eof>)")]
    private static partial Regex FileEnd();

    [GeneratedRegex("^Unexpected token found (.+) while expecting (.+)$")]
    private static partial Regex FoundWhileExpecting();
}
