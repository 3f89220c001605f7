using System.Text;
using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;

namespace Whorl.Wit.Syntax;

/// <summary>The parser's view of the tokens: one ahead, expectations with their messages, and recovery after an error.</summary>
internal sealed class TokenReader
{
    private readonly Lexer _lexer;
    private readonly DiagnosticBag _diagnostics;
    private readonly StringBuilder _fingerprint = new();
    private Token _previous;
    private int _depth;

    public TokenReader(WitSource source, DiagnosticBag diagnostics)
    {
        _lexer = new Lexer(source, diagnostics);
        _diagnostics = diagnostics;
        Current = _lexer.Next();
    }

    /// <summary>The token not yet taken.</summary>
    public Token Current { get; private set; }

    /// <summary>How many braces are open.</summary>
    public int Depth => _depth;

    /// <summary>A mark in the text of the tokens taken so far, to compare two stretches of WIT without their comments.</summary>
    public int Mark => _fingerprint.Length;

    public string TextSince(int mark) => _fingerprint.ToString(mark, _fingerprint.Length - mark);

    /// <summary>Takes the current token.</summary>
    public Token Take()
    {
        _previous = Current;

        // A brace too many closes nothing; what follows it is as deep as before.
        _depth = Math.Max(0, _depth + Current.Kind switch { TokenKind.OpenBrace => 1, TokenKind.CloseBrace => -1, _ => 0 });
        _fingerprint.Append(Current.Text).Append(' ');
        Current = _lexer.Next();
        return _previous;
    }

    public bool TryTake(TokenKind kind)
    {
        var found = Current.Is(kind);
        if (found)
        {
            Take();
        }

        return found;
    }

    public bool TryTakeKeyword(string keyword)
    {
        var found = Current.IsKeyword(keyword);
        if (found)
        {
            Take();
        }

        return found;
    }

    public void Expect(TokenKind kind, string text, string context)
    {
        if (!TryTake(kind))
        {
            // A missing ';' is best shown where it belongs, at the end of what comes before it.
            var place = kind == TokenKind.Semicolon ? EndOfPrevious() : Current.Location;
            throw Fail(place, $"expected '{text}' {context}, found {Current.Describe()}", $"write '{text}' here");
        }
    }

    public void ExpectKeyword(string keyword, string context)
    {
        if (!TryTakeKeyword(keyword))
        {
            throw Fail(Current.Location, $"expected '{keyword}' {context}, found {Current.Describe()}", $"write '{keyword}' here");
        }
    }

    public Name ExpectName(string what)
    {
        if (Current.Is(TokenKind.Identifier))
        {
            var token = Take();
            return new Name(token.Text, token.Location);
        }

        var remedy = Current.Is(TokenKind.Keyword)
            ? $"write '%{Current.Text}' to use the keyword as a name"
            : "write a name in kebab case here";
        throw Fail(Current.Location, $"expected {what}, found {Current.Describe()}", remedy);
    }

    public SemanticVersion ExpectVersion()
    {
        Current = _lexer.RescanVersion(Current);
        var version = SemanticVersion.TryParse(Current.Text);
        if (version is null)
        {
            _diagnostics.Error(Codes.Version, Current.Location, $"'{Current.Text}' is not a version",
                "write a semantic version with three numbers, such as 1.2.0 or 0.3.0-rc.1");
        }

        if (Current.Text.Length == 0)
        {
            throw new SyntaxException();
        }

        Take();
        return version ?? new SemanticVersion(0, 0, 0);
    }

    /// <summary>True when nothing stands between the last token taken and the current one.</summary>
    public bool IsAdjacent() => _previous.End == Current.Start;

    public SyntaxException Fail(WitLocation location, string message, string remedy)
    {
        _diagnostics.Error(Codes.Token, location, message, remedy);
        return new SyntaxException();
    }

    /// <summary>
    /// Skips what is left of a faulty item inside a body whose braces are <paramref name="depth"/> deep: past its ';' or its block,
    /// or up to the '}' that ends the body.
    /// </summary>
    public void Recover(int depth)
    {
        while (!Current.Is(TokenKind.End))
        {
            if (_depth < depth || (_depth == depth && Current.Is(TokenKind.CloseBrace)))
            {
                return;
            }

            var token = Take();
            if (_depth == depth && token.Kind is TokenKind.Semicolon or TokenKind.CloseBrace)
            {
                // In `use a{b};` both end the item.
                TryTake(TokenKind.Semicolon);
                return;
            }
        }
    }

    private WitLocation EndOfPrevious() =>
        _previous.Location with { Column = _previous.Location.Column + _previous.Location.Length, Length = 1 };
}
