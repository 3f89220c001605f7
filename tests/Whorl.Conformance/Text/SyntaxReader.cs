using System.Buffers;
using System.Globalization;
using System.Text;

namespace Whorl.Conformance.Text;

/// <summary>
/// Splits the WebAssembly text format into atoms, strings and lists, and knows nothing of what they mean.
/// </summary>
internal sealed class SyntaxReader(SourceText source)
{
    private static readonly SearchValues<char> s_tokenEnd = SearchValues.Create(" \t\r\n\";()");

    private readonly string _text = source.Content;
    private int _position;

    /// <summary>Reads every form up to the end of the text.</summary>
    public List<SyntaxNode> ReadAll()
    {
        // An explicit stack: a script may nest deeper than the thread's stack would allow.
        var open = new Stack<(int Start, bool IsAnnotation, List<SyntaxNode> Items)>();
        var items = new List<SyntaxNode>();
        while (SkipBlank())
        {
            var start = _position;
            switch (_text[start])
            {
                case '(':
                    _position++;
                    var isAnnotation = SkipAnnotationName();
                    open.Push((start, isAnnotation, items));
                    items = [];
                    break;
                case ')':
                    if (!open.TryPop(out var form))
                    {
                        throw source.Error(start, "unexpected `)`: no form is open here");
                    }
                    _position++;
                    var list = new ListNode(form.Start, _position, items);
                    items = form.Items;
                    if (!form.IsAnnotation)
                    {
                        items.Add(list);
                    }
                    break;
                case '"':
                    var bytes = ReadString();
                    items.Add(new StringNode(start, _position, bytes));
                    break;
                default:
                    items.Add(ReadAtom());
                    break;
            }
        }
        return open.TryPop(out var unclosed)
            ? throw source.Error(unclosed.Start, "this `(` is never closed")
            : items;
    }

    /// <summary>Moves to the next token; false at the end of the text.</summary>
    private bool SkipBlank()
    {
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                _position++;
            }
            else if (Follows(";;"))
            {
                var end = _text.IndexOf('\n', _position);
                _position = end < 0 ? _text.Length : end + 1;
            }
            else if (Follows("(;"))
            {
                SkipBlockComment();
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    private void SkipBlockComment()
    {
        var start = _position;
        var depth = 0;
        do
        {
            if (_position >= _text.Length)
            {
                throw source.Error(start, "this block comment is never closed");
            }
            if (Follows("(;"))
            {
                depth++;
                _position += 2;
            }
            else if (Follows(";)"))
            {
                depth--;
                _position += 2;
            }
            else
            {
                _position++;
            }
        }
        while (depth > 0);
    }

    /// <summary>After `(`: whether an annotation begins here, as `@name` or `@"name"` with no blank between.</summary>
    private bool SkipAnnotationName()
    {
        if (_position >= _text.Length || _text[_position] != '@')
        {
            return false;
        }
        _position++;
        if (_position < _text.Length && _text[_position] == '"')
        {
            ReadString();
        }
        return true;
    }

    private AtomNode ReadAtom()
    {
        var start = _position;
        if (Follows("$\""))
        {
            _position++;
            var name = Encoding.UTF8.GetString(ReadString());
            return new AtomNode(start, _position, "$" + name);
        }
        var length = _text.AsSpan(start).IndexOfAny(s_tokenEnd);
        _position = length < 0 ? _text.Length : start + length;
        if (_position == start)
        {
            throw source.Error(start, $"unexpected `{_text[start]}`");
        }
        return new AtomNode(start, _position, _text[start.._position]);
    }

    private byte[] ReadString()
    {
        var start = _position++;
        var bytes = new ArrayBufferWriter<byte>();
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c == '"')
            {
                _position++;
                return bytes.WrittenSpan.ToArray();
            }
            if (c == '\\')
            {
                ReadEscape(bytes);
                continue;
            }
            Rune.DecodeFromUtf16(_text.AsSpan(_position), out var rune, out var units);
            Append(bytes, rune);
            _position += units;
        }
        throw source.Error(start, "this string is never closed");
    }

    private void ReadEscape(ArrayBufferWriter<byte> bytes)
    {
        var start = _position++;
        var kind = _position < _text.Length ? _text[_position++] : '\0';
        var plain = kind switch { 't' => '\t', 'n' => '\n', 'r' => '\r', '"' => '"', '\'' => '\'', '\\' => '\\', _ => '\0' };
        if (plain != '\0')
        {
            Append(bytes, new Rune(plain));
        }
        else if (kind == 'u')
        {
            var close = _text.IndexOf('}', _position);
            if (close < 0 || _text[_position] != '{'
                || !uint.TryParse(_text.AsSpan(_position + 1, close - _position - 1).ToString().Replace("_", "", StringComparison.Ordinal),
                    NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var scalar)
                || !Rune.TryCreate(scalar, out var rune))
            {
                throw source.Error(start, "`\\u` needs a Unicode scalar value in hexadecimal, as in `\\u{7f}`");
            }
            Append(bytes, rune);
            _position = close + 1;
        }
        else if (_position < _text.Length && char.IsAsciiHexDigit(kind) && char.IsAsciiHexDigit(_text[_position]))
        {
            bytes.Write([byte.Parse(_text.AsSpan(_position - 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)]);
            _position++;
        }
        else
        {
            throw source.Error(start, $"unknown escape `\\{kind}`");
        }
    }

    private bool Follows(string mark) => string.CompareOrdinal(_text, _position, mark, 0, mark.Length) == 0;

    private static void Append(ArrayBufferWriter<byte> bytes, Rune rune) =>
        bytes.Advance(rune.EncodeToUtf8(bytes.GetSpan(4)));
}
