using System.Globalization;
using System.Text;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Printing;

/// <summary>Writes text as a string literal.</summary>
internal static class StringLiteralWriter
{
    public static string Write(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => literal.Append('\\').Append(c),
                '\n' => literal.Append("\\n"),
                '\r' => literal.Append("\\r"),
                '\t' => literal.Append("\\t"),
                _ when CharacterRules.IsForbidden(c) => literal.AppendFormat(CultureInfo.InvariantCulture, "\\u{{{0:x}}}", (int)c),
                _ => literal.Append(c),
            };
        }

        return literal.Append('"').ToString();
    }
}
