using Whorl.Wit.Diagnostics;

namespace Whorl.Wit.Syntax;

/// <content>Worlds.</content>
internal sealed partial class Parser
{
    private List<WorldMember> ParseWorldBody()
    {
        var members = new List<WorldMember>();
        ParseBody("world", () => members.Add(ParseWorldMember()));
        return members;
    }

    private WorldMember ParseWorldMember()
    {
        var header = ParseHeader(allowExternalId: true);
        var token = _tokens.Current;
        var isExtern = token.IsKeyword("import") || token.IsKeyword("export");
        if (header.ExternalId is not null && !isExtern && !IsTypeKeyword(token))
        {
            _diagnostics.Error(Codes.Gate, header.Location, $"'@external-id' cannot stand before {token.Describe()}",
                "put it on a type, or on an import or export with a plain name");
        }

        if (isExtern)
        {
            return ParseExtern(header, token.Text == "import");
        }

        if (token.IsKeyword("use"))
        {
            return new WorldUse(header, ParseUse(header));
        }

        if (token.IsKeyword("include"))
        {
            return ParseInclude(header);
        }

        if (IsTypeKeyword(token))
        {
            return new WorldType(header, ParseType(header));
        }

        throw _tokens.Fail(token.Location, $"expected 'import', 'export', 'include', 'use' or a type, found {token.Describe()}",
            "to offer or require a function write 'export name: func(...);' or 'import name: func(...);'");
    }

    private ExternNode ParseExtern(ItemHeader header, bool isImport)
    {
        var what = _tokens.Take().Text;
        var first = _tokens.ExpectName($"what to {what}");
        if (!IsPlainName())
        {
            if (header.ExternalId is not null)
            {
                _diagnostics.Error(Codes.Gate, header.Location, $"'@external-id' needs an {what} with a plain name",
                    $"write '{what} name: {first}...;'");
            }

            var path = ParseUsePath(first);
            _tokens.Expect(TokenKind.Semicolon, ";", $"after the {what}");
            return new ExternNode(header, isImport, null, path, null, null);
        }

        _tokens.Expect(TokenKind.Colon, ":", "after the name");
        if (_tokens.TryTakeKeyword("interface"))
        {
            return new ExternNode(header, isImport, first, null, ParseInterfaceBody(), null);
        }

        if (_tokens.Current.IsKeyword("func") || _tokens.Current.IsKeyword("async"))
        {
            var function = ParseFunctionType();
            _tokens.Expect(TokenKind.Semicolon, ";", "after the function");
            return new ExternNode(header, isImport, first, null, null, function);
        }

        var target = ParseUsePath("'func', 'async', 'interface' or the name of an interface");
        _tokens.Expect(TokenKind.Semicolon, ";", $"after the {what}");
        return new ExternNode(header, isImport, first, target, null, null);
    }

    /// <summary>
    /// <c>a:b/c</c> is a path, <c>a: b/c</c> an interface under the plain name <c>a</c>: the space decides, except before a keyword.
    /// The current token is what follows the first name.
    /// </summary>
    private bool IsPlainName() =>
        _tokens.Current.Is(TokenKind.Colon) && !(_tokens.IsAdjacent() && IsLetterAfterColon());

    private bool IsLetterAfterColon()
    {
        var rest = _source.Text.Substring(_tokens.Current.End, Math.Min(10, _source.Text.Length - _tokens.Current.End));
        var word = new string([.. rest.TakeWhile(c => char.IsLetterOrDigit(c) || c is '-' or '%')]);
        return word.Length > 0 && word is not ("func" or "async" or "interface");
    }

    private IncludeNode ParseInclude(ItemHeader header)
    {
        _tokens.Take();
        var path = ParseUsePath("the world to include");
        var renames = new List<(Name, Name)>();
        if (!_tokens.TryTakeKeyword("with"))
        {
            _tokens.Expect(TokenKind.Semicolon, ";", "after 'include'");
            return new IncludeNode(header, path, renames);
        }

        _tokens.Expect(TokenKind.OpenBrace, "{", "after 'with'");
        ParseList(TokenKind.CloseBrace, "}", "a renaming", () =>
        {
            var from = _tokens.ExpectName("the plain name to change");
            _tokens.ExpectKeyword("as", "after the name to change");
            renames.Add((from, _tokens.ExpectName("the new name")));
        });
        return new IncludeNode(header, path, renames);
    }
}
