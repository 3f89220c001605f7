using System.Globalization;
using System.Text;
using Whorl.Wit.Diagnostics;

namespace Whorl.Wit.Syntax;

/// <summary>Reads a string literal, with the escapes of the WebAssembly text format.</summary>
internal sealed class StringLiteralReader(string text, string path, DiagnosticBag diagnostics)
{
    public Token Read(ref int position, WitLocation opening, string docs)
    {
        var start = position++;
        var bytes = new List<byte>();
        while (true)
        {
            if (position >= text.Length || text[position] == '\n')
            {
                diagnostics.Error(Codes.Unclosed, opening, "this string does not end on its line", "close it with '\"'");
                break;
            }

            var c = text[position];
            if (c == '"')
            {
                position++;
                break;
            }

            if (c == '\\')
            {
                ReadEscape(ref position, start, opening, bytes);
                continue;
            }

            if (CharacterRules.IsForbidden(c))
            {
                Report(position, start, opening, $"the character U+{(int)c:X4} may not stand in a WIT file", "write it as an escape, \\u{...}");
            }

            var length = char.IsSurrogatePair(text, position) ? 2 : 1;
            bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(position, length)));
            position += length;
        }

        var value = Decode(bytes, opening);
        return new Token(TokenKind.String, value, start, position, opening with { Length = Math.Max(position - start, 1) }, docs);
    }

    private void ReadEscape(ref int position, int start, WitLocation opening, List<byte> bytes)
    {
        var at = position++;
        var c = position < text.Length ? text[position] : '\0';
        var simple = c switch { 't' => '\t', 'n' => '\n', 'r' => '\r', '"' => '"', '\'' => '\'', '\\' => '\\', _ => '\0' };
        if (simple != '\0')
        {
            bytes.Add((byte)simple);
            position++;
        }
        else if (c == 'u' && TryReadScalar(ref position, out var scalar))
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(scalar)));
        }
        else if (position + 1 < text.Length && TryHex(text.Substring(position, 2), out var value))
        {
            bytes.Add((byte)value);
            position += 2;
        }
        else
        {
            Report(at, start, opening, "this escape is not known", "use \\t, \\n, \\r, \\\", \\', \\\\, \\u{...} or two hexadecimal digits");
        }
    }

    private bool TryReadScalar(ref int position, out int scalar)
    {
        scalar = 0;
        var open = position + 1;
        var close = open < text.Length && text[open] == '{' ? text.IndexOf('}', open) : -1;
        if (close < 0
            || close - open is < 2 or > 9
            || !TryHex(text.Substring(open + 1, close - open - 1), out scalar)
            || scalar is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
        {
            return false;
        }

        position = close + 1;
        return true;
    }

    private static bool TryHex(string digits, out int value) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;

    private string Decode(List<byte> bytes, WitLocation opening)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            diagnostics.Error(Codes.Character, opening, "the escapes of this string do not make up UTF-8", "write characters as \\u{...}");
            return "";
        }
    }

    private void Report(int at, int start, WitLocation opening, string message, string remedy) =>
        diagnostics.Error(Codes.Character, new WitLocation(path, opening.Line, opening.Column + at - start, 1), message, remedy);
}
