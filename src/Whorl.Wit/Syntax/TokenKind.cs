namespace Whorl.Wit.Syntax;

internal enum TokenKind
{
    End,
    Identifier,
    Keyword,
    Integer,
    String,
    Underscore,
    Arrow,
    Equal,
    Comma,
    Colon,
    Semicolon,
    OpenParen,
    CloseParen,
    OpenBrace,
    CloseBrace,
    Less,
    Greater,
    Star,
    Slash,
    Dot,
    At,
    Unknown,
}
