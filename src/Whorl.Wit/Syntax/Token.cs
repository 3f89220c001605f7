using Whorl.Wit.Diagnostics;

namespace Whorl.Wit.Syntax;

/// <summary>One token. <see cref="Text"/> is the name without <c>%</c>, the value of a string, or the characters themselves.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, WitLocation Location, string Docs)
{
    /// <summary>Whether a name is written with <c>%</c>.</summary>
    public bool IsEscaped => Kind == TokenKind.Identifier && End - Start > Text.Length;

    public bool Is(TokenKind kind) => Kind == kind;

    public bool IsKeyword(string keyword) => Kind == TokenKind.Keyword && Text == keyword;

    /// <summary>How the token is named in a message.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.Keyword => $"the keyword '{Text}'",
        TokenKind.String => $"the string \"{Text}\"",
        _ => $"'{Text}'",
    };
}
