using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;

namespace Whorl.Wit.Syntax;

/// <summary>Recursive descent over one WIT file. An error skips to the next item, so that one pass reports them all.</summary>
internal sealed partial class Parser
{
    private readonly WitSource _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly TokenReader _tokens;

    private Parser(WitSource source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _tokens = new TokenReader(source, diagnostics);
    }

    public static FileNode Parse(WitSource source, DiagnosticBag diagnostics) => new Parser(source, diagnostics).ParseFile();

    private FileNode ParseFile()
    {
        var nested = new List<PackageNode>();
        var body = new PackageNode(null, new WitLocation(_source.Path, 1, 1, 1), "", [], []);
        var isFirst = true;
        while (!_tokens.Current.Is(TokenKind.End))
        {
            try
            {
                if (_tokens.Current.IsKeyword("package"))
                {
                    body = ParsePackage(body, nested, isFirst);
                }
                else
                {
                    ParsePackageItem(body);
                }
            }
            catch (SyntaxException)
            {
                _tokens.Recover(0);
                if (_tokens.Current.Is(TokenKind.CloseBrace))
                {
                    _tokens.Take();
                }
            }

            isFirst = false;
        }

        return new FileNode(_source, body, nested);
    }

    private PackageNode ParsePackage(PackageNode body, List<PackageNode> nested, bool isFirst)
    {
        var docs = _tokens.Current.Docs;
        var keyword = _tokens.Take();
        var name = ParsePackageName();
        if (_tokens.Current.Is(TokenKind.OpenBrace))
        {
            nested.Add(ParseNestedPackage(name, keyword, docs));
            return body;
        }

        _tokens.Expect(TokenKind.Semicolon, ";", "after the package name");
        if (!isFirst)
        {
            _diagnostics.Error(Codes.Package, keyword.Location, $"the declaration of package '{name}' is not the first thing in the file",
                "move it to the top, or write 'package name { ... }' for a nested package");
            return body;
        }

        return body with { Name = name, Location = keyword.Location, Docs = docs };
    }

    private PackageNode ParseNestedPackage(WitPackageName name, Token keyword, string docs)
    {
        var package = new PackageNode(name, keyword.Location, docs, [], []);
        ParseBody("package", () =>
        {
            if (_tokens.Current.IsKeyword("package"))
            {
                throw _tokens.Fail(_tokens.Current.Location, "a package block cannot hold another one", "move it out of the braces");
            }

            ParsePackageItem(package);
        });
        return package;
    }

    private WitPackageName ParsePackageName()
    {
        var parts = new List<string> { _tokens.ExpectName("the package's namespace").Text };
        _tokens.Expect(TokenKind.Colon, ":", "between the namespace and the name of the package");
        do
        {
            parts.Add(_tokens.ExpectName("a package name").Text);
        }
        while (_tokens.TryTake(TokenKind.Colon));

        var names = new List<string> { parts[parts.Count - 1] };
        parts.RemoveAt(parts.Count - 1);
        while (_tokens.TryTake(TokenKind.Slash))
        {
            names.Add(_tokens.ExpectName("a nested package name").Text);
        }

        var version = _tokens.TryTake(TokenKind.At) ? _tokens.ExpectVersion() : null;
        return new WitPackageName([.. parts], [.. names], version);
    }

    private void ParsePackageItem(PackageNode package)
    {
        var mark = _tokens.Mark;
        var header = ParseHeader(allowExternalId: false);
        var token = _tokens.Current;
        if (token.IsKeyword("use"))
        {
            package.Uses.Add(ParseTopLevelUse());
        }
        else if (token.IsKeyword("interface"))
        {
            _tokens.Take();
            package.Items.Add(new InterfaceNode(_tokens.ExpectName("the interface's name"), header, ParseInterfaceBody()));
        }
        else if (token.IsKeyword("world"))
        {
            _tokens.Take();
            package.Items.Add(new WorldNode(_tokens.ExpectName("the world's name"), header, ParseWorldBody()));
        }
        else if (token is { Kind: TokenKind.Identifier, Text: "default" })
        {
            throw OldSyntax(token, "'default' is no longer part of WIT", "remove it");
        }
        else
        {
            throw _tokens.Fail(token.Location, $"expected 'interface', 'world', 'use' or 'package', found {token.Describe()}",
                "types and functions stand inside an interface or a world");
        }

        package.Fingerprint += _tokens.TextSince(mark);
    }

    private TopLevelUse ParseTopLevelUse()
    {
        _tokens.Take();
        var path = ParseUsePath("the interface to use");
        var alias = _tokens.TryTakeKeyword("as") ? _tokens.ExpectName("the new name") : path.Item;
        _tokens.Expect(TokenKind.Semicolon, ";", "after 'use'");
        return new TopLevelUse(path, alias);
    }

    private UsePath ParseUsePath(string what) => ParseUsePath(_tokens.ExpectName(what));

    /// <summary>The rest of a path after its first name: nothing, or <c>:name/name@version</c>.</summary>
    private UsePath ParseUsePath(Name first)
    {
        if (!_tokens.Current.Is(TokenKind.Colon))
        {
            return new UsePath(null, first, first.Location);
        }

        var parts = new List<string> { first.Text };
        while (_tokens.TryTake(TokenKind.Colon))
        {
            parts.Add(_tokens.ExpectName("a package name").Text);
        }

        var names = new List<string> { parts[parts.Count - 1] };
        parts.RemoveAt(parts.Count - 1);
        if (!_tokens.TryTake(TokenKind.Slash))
        {
            throw _tokens.Fail(first.Location, $"'{string.Join(":", parts)}:{names[0]}' names a package",
                "name an interface or a world in it: 'namespace:package/name'");
        }

        var item = _tokens.ExpectName("the name of an interface or a world");
        while (_tokens.TryTake(TokenKind.Slash))
        {
            names.Add(item.Text);
            item = _tokens.ExpectName("the name of an interface or a world");
        }

        var version = _tokens.TryTake(TokenKind.At) ? _tokens.ExpectVersion() : null;
        return new UsePath(new WitPackageName([.. parts], [.. names], version), item, first.Location);
    }

    /// <summary>A braced sequence of items, each of which may fail on its own.</summary>
    private void ParseBody(string what, Action parseItem)
    {
        var open = _tokens.Current;
        _tokens.Expect(TokenKind.OpenBrace, "{", $"to open the {what}");
        var depth = _tokens.Depth;
        while (!_tokens.TryTake(TokenKind.CloseBrace))
        {
            if (_tokens.Current.Is(TokenKind.End))
            {
                _diagnostics.Error(Codes.Unclosed, open.Location, $"the {what} that opens here does not end", "close it with '}'");
                return;
            }

            try
            {
                parseItem();
            }
            catch (SyntaxException)
            {
                _tokens.Recover(depth);
                if (_tokens.Depth < depth)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Comma-separated items up to <paramref name="close"/>, with an optional comma at the end.</summary>
    private void ParseList(TokenKind close, string closeText, string what, Action parseItem)
    {
        while (!_tokens.TryTake(close))
        {
            parseItem();
            if (!_tokens.TryTake(TokenKind.Comma))
            {
                _tokens.Expect(close, closeText, $"or ',' after {what}");
                return;
            }
        }
    }

    private SyntaxException OldSyntax(Token token, string message, string remedy)
    {
        _diagnostics.Error(Codes.OldSyntax, token.Location, message, remedy);
        return new SyntaxException();
    }
}
