using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;

namespace Whorl.Wit.Syntax;

/// <content>Doc comments, gates and external ids.</content>
internal sealed partial class Parser
{
    private ItemHeader ParseHeader(bool allowExternalId)
    {
        var docs = _tokens.Current.Docs;
        var location = _tokens.Current.Location;
        var stability = WitStability.None;
        string? externalId = null;
        while (_tokens.Current.Is(TokenKind.At))
        {
            var at = _tokens.Take();
            var name = _tokens.ExpectName("a gate: since, unstable, deprecated or external-id");
            _tokens.Expect(TokenKind.OpenParen, "(", $"after '@{name}'");
            switch (name.Text)
            {
                case "since":
                    RefuseSecond(stability.Since, name);
                    stability = stability with { Since = ParseVersionField() };
                    break;
                case "deprecated":
                    RefuseSecond(stability.Deprecated, name);
                    stability = stability with { Deprecated = ParseVersionField() };
                    break;
                case "unstable":
                    RefuseSecond(stability.Feature, name);
                    stability = stability with { Feature = ParseFeatureField() };
                    break;
                case "external-id":
                    RefuseSecond(externalId, name);
                    externalId = ParseExternalId(name, allowExternalId);
                    break;
                default:
                    throw _tokens.Fail(name.Location, $"there is no gate '@{name}'", "use @since, @unstable, @deprecated or @external-id");
            }

            _tokens.Expect(TokenKind.CloseParen, ")", $"to close '@{name}'");
            CheckPairs(stability, at);
        }

        if (stability is { Deprecated: not null, Since: null, Feature: null })
        {
            _diagnostics.Error(Codes.Gate, location, "'@deprecated' stands alone", "add '@since' or '@unstable' before it");
        }

        return new ItemHeader(docs, stability, externalId, location);
    }

    private void RefuseSecond(object? present, Name name)
    {
        if (present is not null)
        {
            _diagnostics.Error(Codes.Gate, name.Location, $"'@{name}' is given twice", "keep one of them");
        }
    }

    private void CheckPairs(WitStability stability, Token at)
    {
        if (stability is { Since: not null, Feature: not null })
        {
            _diagnostics.Error(Codes.Gate, at.Location, "'@since' and '@unstable' exclude each other",
                "keep '@unstable' until the item is stable, then '@since'");
        }
    }

    private SemanticVersion ParseVersionField()
    {
        ExpectField("version");
        return _tokens.ExpectVersion();
    }

    private string ParseFeatureField()
    {
        ExpectField("feature");
        return _tokens.ExpectName("the feature's name").Text;
    }

    private void ExpectField(string field)
    {
        var name = _tokens.ExpectName($"'{field}'");
        if (name.Text != field)
        {
            throw _tokens.Fail(name.Location, $"expected '{field}', found '{name}'", $"write '{field} = ...'");
        }

        _tokens.Expect(TokenKind.Equal, "=", $"after '{field}'");
    }

    private string ParseExternalId(Name name, bool isAllowed)
    {
        if (!isAllowed)
        {
            _diagnostics.Error(Codes.Gate, name.Location, "'@external-id' cannot stand here",
                "put it on a type, a function, or an import or export with a plain name");
        }

        if (!_tokens.Current.Is(TokenKind.String))
        {
            throw _tokens.Fail(_tokens.Current.Location, $"expected a string, found {_tokens.Current.Describe()}", "write the id in double quotes");
        }

        return _tokens.Take().Text;
    }
}
