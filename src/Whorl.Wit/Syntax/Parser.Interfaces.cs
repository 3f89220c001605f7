using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;

namespace Whorl.Wit.Syntax;

/// <content>Interfaces: uses, functions and resources.</content>
internal sealed partial class Parser
{
    private InterfaceBody ParseInterfaceBody()
    {
        var body = new InterfaceBody([], [], []);
        ParseBody("interface", () => ParseInterfaceMember(body));
        return body;
    }

    private void ParseInterfaceMember(InterfaceBody body)
    {
        var header = ParseHeader(allowExternalId: true);
        var token = _tokens.Current;
        if (token.IsKeyword("use"))
        {
            if (header.ExternalId is not null)
            {
                _diagnostics.Error(Codes.Gate, header.Location, "'@external-id' cannot stand before 'use'", "put it where the type is defined");
            }

            body.Uses.Add(ParseUse(header));
        }
        else if (IsTypeKeyword(token))
        {
            body.Types.Add(ParseType(header));
        }
        else if (token.Is(TokenKind.Identifier))
        {
            body.Functions.Add(ParseFunction(header));
        }
        else
        {
            var remedy = token.Is(TokenKind.Keyword)
                ? $"write '%{token.Text}: func(...)' if a function is to have this name"
                : "write 'name: func(...);', 'use' or a type definition";
            throw _tokens.Fail(token.Location, $"expected a function, 'use' or a type, found {token.Describe()}", remedy);
        }
    }

    private UseNode ParseUse(ItemHeader header)
    {
        _tokens.Take();
        var path = ParseUsePath("the interface to use");
        _tokens.Expect(TokenKind.Dot, ".", "between the interface and the names in braces");
        var open = _tokens.Current;
        _tokens.Expect(TokenKind.OpenBrace, "{", "before the names");
        var names = new List<(Name, Name)>();
        ParseList(TokenKind.CloseBrace, "}", "a name", () =>
        {
            var item = _tokens.ExpectName("the name of a type");
            names.Add((item, _tokens.TryTakeKeyword("as") ? _tokens.ExpectName("the new name") : item));
        });
        if (names.Count == 0)
        {
            _diagnostics.Error(Codes.BadShape, open.Location, "this 'use' names no type", "name at least one, or remove the 'use'");
        }

        _tokens.Expect(TokenKind.Semicolon, ";", "after 'use'");
        return new UseNode(header, path, names);
    }

    private FunctionNode ParseFunction(ItemHeader header)
    {
        var name = _tokens.ExpectName("the function's name");
        _tokens.Expect(TokenKind.Colon, ":", "after the function's name");
        var type = ParseFunctionType();
        _tokens.Expect(TokenKind.Semicolon, ";", "after the function");
        return new FunctionNode(name, header, WitFunctionKind.Free, type);
    }

    private FunctionTypeNode ParseFunctionType()
    {
        var isAsync = _tokens.TryTakeKeyword("async");
        _tokens.ExpectKeyword("func", "to begin a function type");
        var parameters = ParseParameters();
        TypeReference? result = null;
        if (_tokens.TryTake(TokenKind.Arrow))
        {
            if (_tokens.Current.Is(TokenKind.OpenParen))
            {
                throw OldSyntax(_tokens.Current, "named results are no longer part of WIT", "return a record or a tuple");
            }

            result = ParseTypeReference();
        }

        return new FunctionTypeNode(isAsync, parameters, result);
    }

    private List<(Name Name, TypeReference Type)> ParseParameters()
    {
        var parameters = new List<(Name, TypeReference)>();
        _tokens.Expect(TokenKind.OpenParen, "(", "before the parameters");
        ParseList(TokenKind.CloseParen, ")", "a parameter", () =>
        {
            var name = _tokens.ExpectName("a parameter's name");
            _tokens.Expect(TokenKind.Colon, ":", "after the parameter's name");
            parameters.Add((name, ParseTypeReference()));
        });
        return parameters;
    }

    private TypeBody.Resource ParseResource(Name resource)
    {
        var functions = new List<FunctionNode>();
        if (!_tokens.TryTake(TokenKind.Semicolon))
        {
            ParseBody("resource", () => functions.Add(ParseResourceFunction(resource)));
        }

        return new TypeBody.Resource(functions);
    }

    private FunctionNode ParseResourceFunction(Name resource)
    {
        var header = ParseHeader(allowExternalId: true);
        if (_tokens.Current.IsKeyword("constructor"))
        {
            var keyword = _tokens.Take();
            var parameters = ParseParameters();
            var result = _tokens.TryTake(TokenKind.Arrow) ? ParseTypeReference() : null;
            _tokens.Expect(TokenKind.Semicolon, ";", "after the constructor");
            var name = resource with { Location = keyword.Location };
            return new FunctionNode(name, header, WitFunctionKind.Constructor, new FunctionTypeNode(false, parameters, result));
        }

        var function = _tokens.ExpectName("a method, a static function or a constructor");
        _tokens.Expect(TokenKind.Colon, ":", "after the function's name");
        var kind = _tokens.TryTakeKeyword("static") ? WitFunctionKind.Static : WitFunctionKind.Method;
        var type = ParseFunctionType();
        _tokens.Expect(TokenKind.Semicolon, ";", "after the function");
        return new FunctionNode(function, header, kind, type);
    }
}
