using System.Globalization;
using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;

namespace Whorl.Wit.Syntax;

/// <content>Type definitions and type references.</content>
internal sealed partial class Parser
{
    private static readonly Dictionary<string, WitPrimitive> s_primitives = new(StringComparer.Ordinal)
    {
        ["bool"] = WitPrimitive.Bool,
        ["u8"] = WitPrimitive.U8,
        ["s8"] = WitPrimitive.S8,
        ["u16"] = WitPrimitive.U16,
        ["s16"] = WitPrimitive.S16,
        ["u32"] = WitPrimitive.U32,
        ["s32"] = WitPrimitive.S32,
        ["u64"] = WitPrimitive.U64,
        ["s64"] = WitPrimitive.S64,
        ["f32"] = WitPrimitive.F32,
        ["f64"] = WitPrimitive.F64,
        ["char"] = WitPrimitive.Char,
        ["string"] = WitPrimitive.String,
    };

    private static bool IsTypeKeyword(Token token) =>
        token is { Kind: TokenKind.Keyword, Text: "type" or "record" or "variant" or "enum" or "flags" or "resource" };

    private TypeNode ParseType(ItemHeader header)
    {
        var keyword = _tokens.Take().Text;
        var name = _tokens.ExpectName($"the name of the {keyword}");
        TypeBody body = keyword switch
        {
            "record" => new TypeBody.Record(ParseMembers("record", "field", MemberShape.Typed)),
            "variant" => new TypeBody.Variant(ParseMembers("variant", "case", MemberShape.MayHaveValue)),
            "enum" => new TypeBody.Enum(ParseMembers("enum", "case", MemberShape.Bare)),
            "flags" => new TypeBody.Flags(ParseMembers("flags", "flag", MemberShape.Bare)),
            "resource" => ParseResource(name),
            _ => ParseAlias(),
        };
        return new TypeNode(name, header, body);
    }

    private TypeBody.Alias ParseAlias()
    {
        _tokens.Expect(TokenKind.Equal, "=", "after the type's name");
        var type = ParseTypeReference();
        _tokens.Expect(TokenKind.Semicolon, ";", "after the type");
        return new TypeBody.Alias(type);
    }

    private List<MemberNode> ParseMembers(string what, string member, MemberShape shape)
    {
        var members = new List<MemberNode>();
        _tokens.Expect(TokenKind.OpenBrace, "{", $"to open the {what}");
        ParseList(TokenKind.CloseBrace, "}", $"a {member}", () =>
        {
            var docs = _tokens.Current.Docs;
            var name = _tokens.ExpectName($"a {member}");
            TypeReference? type = null;
            if (shape == MemberShape.Typed)
            {
                _tokens.Expect(TokenKind.Colon, ":", $"after the {member}'s name");
                type = ParseTypeReference();
            }
            else if (shape == MemberShape.MayHaveValue && _tokens.TryTake(TokenKind.OpenParen))
            {
                type = ParseTypeReference();
                _tokens.Expect(TokenKind.CloseParen, ")", $"after the {member}'s type");
            }

            members.Add(new MemberNode(name, docs, type));
        });
        return members;
    }

    private TypeReference ParseTypeReference()
    {
        var token = _tokens.Current;
        if (token.Is(TokenKind.Identifier))
        {
            var name = _tokens.ExpectName("a type");
            return token.IsEscaped ? new TypeReference.Named(name) : ParseNamedType(name);
        }

        if (!token.Is(TokenKind.Keyword))
        {
            throw _tokens.Fail(token.Location, $"expected a type, found {token.Describe()}", "write a type such as u32, string or list<u8>");
        }

        if (s_primitives.TryGetValue(token.Text, out var primitive))
        {
            _tokens.Take();
            return new TypeReference.Primitive(token.Location, primitive);
        }

        return ParseParameterizedType(token);
    }

    private TypeReference ParseNamedType(Name name) => name.Text switch
    {
        "error-context" => new TypeReference.Primitive(name.Location, WitPrimitive.ErrorContext),
        "float32" or "float64" => throw OldSyntaxType(name, name.Text == "float32" ? "f32" : "f64"),
        _ => new TypeReference.Named(name),
    };

    private SyntaxException OldSyntaxType(Name name, string replacement)
    {
        _diagnostics.Error(Codes.OldSyntax, name.Location, $"'{name}' is no longer part of WIT", $"write '{replacement}'");
        return new SyntaxException();
    }

    private TypeReference ParseParameterizedType(Token token)
    {
        var at = token.Location;
        switch (token.Text)
        {
            case "list":
                return ParseListType();
            case "map":
                var (key, value) = ParseTwo();
                return new TypeReference.Map(at, key, value);
            case "option":
                return new TypeReference.Option(at, ParseOne());
            case "tuple":
                return new TypeReference.Tuple(at, ParseMany());
            case "result":
                return ParseResultType();
            case "future":
                _tokens.Take();
                return new TypeReference.Future(at, _tokens.Current.Is(TokenKind.Less) ? ParseArgument() : null);
            case "stream":
                _tokens.Take();
                return new TypeReference.Stream(at, _tokens.Current.Is(TokenKind.Less) ? ParseArgument() : null);
            case "own":
                return new TypeReference.Own(ParseHandleArgument());
            case "borrow":
                return new TypeReference.Borrow(ParseHandleArgument());
            default:
                throw _tokens.Fail(at, $"expected a type, found the keyword '{token.Text}'", $"write '%{token.Text}' to use the keyword as a name");
        }
    }

    private TypeReference.List ParseListType()
    {
        var keyword = _tokens.Take();
        OpenArguments("list");
        var element = ParseTypeReference();
        uint? length = _tokens.TryTake(TokenKind.Comma) ? ParseLength() : null;
        CloseArguments();
        return new TypeReference.List(keyword.Location, element, length);
    }

    private uint ParseLength()
    {
        var token = _tokens.Current;
        if (!token.Is(TokenKind.Integer)
            || token.Text[0] == '0'
            || !uint.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            throw _tokens.Fail(token.Location, $"{token.Describe()} is not a list length", "write a number from 1 to 4294967295 without leading zeros");
        }

        _tokens.Take();
        return length;
    }

    private TypeReference.Result ParseResultType()
    {
        var keyword = _tokens.Take();
        if (!_tokens.TryTake(TokenKind.Less))
        {
            return new TypeReference.Result(keyword.Location, null, null);
        }

        TypeReference? ok = null;
        if (_tokens.TryTake(TokenKind.Underscore))
        {
            _tokens.Expect(TokenKind.Comma, ",", "after '_' in 'result'");
        }
        else
        {
            ok = ParseTypeReference();
            if (_tokens.TryTake(TokenKind.Greater))
            {
                return new TypeReference.Result(keyword.Location, ok, null);
            }

            _tokens.Expect(TokenKind.Comma, ",", "between the two types of 'result'");
        }

        var error = ParseTypeReference();
        CloseArguments();
        return new TypeReference.Result(keyword.Location, ok, error);
    }

    private TypeReference ParseOne()
    {
        _tokens.Take();
        return ParseArgument();
    }

    private TypeReference ParseArgument()
    {
        OpenArguments("the type");
        var type = ParseTypeReference();
        CloseArguments();
        return type;
    }

    private (TypeReference First, TypeReference Second) ParseTwo()
    {
        _tokens.Take();
        OpenArguments("map");
        var first = ParseTypeReference();
        _tokens.Expect(TokenKind.Comma, ",", "between the key and the value type");
        var second = ParseTypeReference();
        CloseArguments();
        return (first, second);
    }

    private List<TypeReference> ParseMany()
    {
        var keyword = _tokens.Take();
        OpenArguments("tuple");
        var types = new List<TypeReference>();
        ParseList(TokenKind.Greater, ">", "a type", () => types.Add(ParseTypeReference()));
        if (types.Count == 0)
        {
            _diagnostics.Error(Codes.BadShape, keyword.Location, "this tuple is empty", "name at least one type, or leave the value out");
        }

        return types;
    }

    private Name ParseHandleArgument()
    {
        var keyword = _tokens.Take();
        OpenArguments(keyword.Text);
        var name = _tokens.ExpectName("the name of a resource");
        CloseArguments();
        return name;
    }

    private void OpenArguments(string what) => _tokens.Expect(TokenKind.Less, "<", $"after '{what}'");

    private void CloseArguments() => _tokens.Expect(TokenKind.Greater, ">", "after the type");

    private enum MemberShape
    {
        Bare,
        MayHaveValue,
        Typed,
    }
}
