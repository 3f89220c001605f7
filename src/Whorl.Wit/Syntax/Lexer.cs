using System.Text;
using Whorl.Wit.Diagnostics;

namespace Whorl.Wit.Syntax;

/// <summary>Turns WIT text into tokens, on demand, since a version is only recognisable where one is due.</summary>
internal sealed class Lexer(WitSource source, DiagnosticBag diagnostics)
{
    private readonly string _text = source.Text;
    private readonly StringBuilder _docs = new();
    private int _position = source.Text.Length > 0 && source.Text[0] == '\uFEFF' ? 1 : 0;
    private int _line = 1;
    private int _lineStart;

    /// <summary>Reads the next token, with the doc comments before it.</summary>
    public Token Next()
    {
        SkipTrivia();
        var start = _position;
        if (start == _text.Length)
        {
            return Make(TokenKind.End, "", start);
        }

        var c = _text[_position];
        if (IsLetter(c) || c == '%')
        {
            return ReadName(start);
        }

        if (IsDigit(c))
        {
            TakeWhile(IsDigit);
            return Make(TokenKind.Integer, _text.Substring(start, _position - start), start);
        }

        if (c == '"')
        {
            return new StringLiteralReader(_text, source.Path, diagnostics).Read(ref _position, Here(start, 1), TakeDocs());
        }

        if (c == '-' && Peek(1) == '>')
        {
            _position += 2;
            return Make(TokenKind.Arrow, "->", start);
        }

        _position += char.IsHighSurrogate(c) && _position + 1 < _text.Length ? 2 : 1;
        return Make(Punctuation(c), _text.Substring(start, _position - start), start);
    }

    /// <summary>Goes back to <paramref name="token"/> and reads a semantic version there, as far as its characters go.</summary>
    public Token RescanVersion(Token token)
    {
        _position = token.Start;
        TakeWhile(c => IsLetter(c) || IsDigit(c) || c is '.' or '-' or '+');

        // In `use a:b/c@1.0.0.{d}` the last dot belongs to the use, not to the version.
        if (_position > token.Start && _text[_position - 1] == '.')
        {
            _position--;
        }

        return Make(TokenKind.Integer, _text.Substring(token.Start, _position - token.Start), token.Start);
    }

    private static TokenKind Punctuation(char c) => c switch
    {
        '=' => TokenKind.Equal,
        ',' => TokenKind.Comma,
        ':' => TokenKind.Colon,
        ';' => TokenKind.Semicolon,
        '(' => TokenKind.OpenParen,
        ')' => TokenKind.CloseParen,
        '{' => TokenKind.OpenBrace,
        '}' => TokenKind.CloseBrace,
        '<' => TokenKind.Less,
        '>' => TokenKind.Greater,
        '*' => TokenKind.Star,
        '/' => TokenKind.Slash,
        '.' => TokenKind.Dot,
        '@' => TokenKind.At,
        '_' => TokenKind.Underscore,
        _ => TokenKind.Unknown,
    };

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private Token ReadName(int start)
    {
        var isEscaped = _text[_position] == '%';
        if (isEscaped)
        {
            _position++;
        }

        // An arrow may follow a name directly.
        while (_position < _text.Length
            && (IsLetter(_text[_position]) || IsDigit(_text[_position]) || (_text[_position] == '-' && Peek(1) != '>')))
        {
            _position++;
        }

        var from = isEscaped ? start + 1 : start;
        var name = _text.Substring(from, _position - from);
        if (!isEscaped && Keywords.Contains(name))
        {
            return Make(TokenKind.Keyword, name, start);
        }

        CheckLabel(name, start);
        return Make(TokenKind.Identifier, name, start);
    }

    private void CheckLabel(string name, int start)
    {
        if (name.Length == 0 || !IsLetter(name[0]))
        {
            diagnostics.Error(Codes.Label, Here(start, _position - start), $"'%{name}' is not a name", "begin it with a letter");
            return;
        }

        foreach (var word in name.Split('-'))
        {
            if (word.Length == 0)
            {
                diagnostics.Error(Codes.Label, Here(start, _position - start), $"the name '{name}' has an empty word",
                    "put exactly one '-' between words and none at the end");
                return;
            }

            if (word.Any(c => c is >= 'a' and <= 'z') && word.Any(c => c is >= 'A' and <= 'Z'))
            {
                diagnostics.Error(Codes.Label, Here(start, _position - start), $"the word '{word}' in '{name}' mixes cases",
                    "write each word in lower case, or in upper case if it is an acronym, with '-' between words");
                return;
            }
        }
    }

    private void SkipTrivia()
    {
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c is ' ' or '\t' or '\r')
            {
                _position++;
            }
            else if (c == '\n')
            {
                NewLine();
            }
            else if (c == '/' && Peek(1) == '/')
            {
                ReadLineComment();
            }
            else if (c == '/' && Peek(1) == '*')
            {
                ReadBlockComment();
            }
            else
            {
                return;
            }
        }
    }

    private void ReadLineComment()
    {
        var start = _position;
        TakeWhile(c => c != '\n');
        var comment = _text.Substring(start, _position - start);
        CheckCharacters(start, _position);
        if (comment.StartsWith("///", StringComparison.Ordinal))
        {
            AddDocs(comment.Substring(3));
        }
    }

    private void ReadBlockComment()
    {
        var start = _position;
        var opening = Here(start, 2);
        var depth = 0;
        do
        {
            if (_position == _text.Length)
            {
                diagnostics.Error(Codes.Unclosed, opening, "this block comment does not end", "close it with '*/'; block comments nest");
                return;
            }

            if (_text[_position] == '/' && Peek(1) == '*')
            {
                depth++;
                _position += 2;
            }
            else if (_text[_position] == '*' && Peek(1) == '/')
            {
                depth--;
                _position += 2;
            }
            else if (_text[_position] == '\n')
            {
                NewLine();
            }
            else
            {
                CheckCharacters(_position, _position + 1);
                _position++;
            }
        }
        while (depth > 0);

        if (_position - start > 5 && _text[start + 2] == '*')
        {
            AddDocs(_text.Substring(start + 3, _position - start - 5));
        }
    }

    private void AddDocs(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            _docs.Append(_docs.Length > 0 ? "\n" : "").Append(line.Trim());
        }
    }

    private void CheckCharacters(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var c = _text[i];
            if (CharacterRules.IsForbidden(c))
            {
                diagnostics.Error(Codes.Character, Here(i, 1), $"the character U+{(int)c:X4} may not stand in a WIT file", "remove it");
            }
        }
    }

    private void NewLine()
    {
        _position++;
        _line++;
        _lineStart = _position;
    }

    private void TakeWhile(Func<char, bool> condition)
    {
        while (_position < _text.Length && condition(_text[_position]))
        {
            _position++;
        }
    }

    private char Peek(int distance) => _position + distance < _text.Length ? _text[_position + distance] : '\0';

    private Token Make(TokenKind kind, string text, int start) =>
        new(kind, text, start, _position, Here(start, Math.Max(_position - start, 1)), TakeDocs());

    private WitLocation Here(int start, int length) => new(source.Path, _line, start - _lineStart + 1, length);

    private string TakeDocs()
    {
        var docs = _docs.ToString().Trim();
        _docs.Clear();
        return docs;
    }
}
