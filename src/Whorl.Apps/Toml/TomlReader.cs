using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>
/// Reads TOML into nodes that know their places. Tomlyn parses the text; the rules about what may be defined twice are
/// applied here, so that a message can name both places.
/// </summary>
internal sealed class TomlReader
{
    /// <summary>A file of another kind has mistakes in nearly each line, and the first ones say enough.</summary>
    private const int MaxSyntaxErrors = 8;

    private readonly DiagnosticBag _diagnostics;
    private readonly TomlTable _root = new(new SourceLocation(1, 1), TomlTableOrigin.Header);

    private TomlReader(DiagnosticBag diagnostics) => _diagnostics = diagnostics;

    /// <summary>Reads a file's text.</summary>
    /// <returns>The root table; null when the text is not TOML, which the diagnostics then say.</returns>
    public static TomlTable? Read(string text, DiagnosticBag diagnostics)
    {
        if (Parse(text, diagnostics) is not { } document)
        {
            return null;
        }

        var reader = new TomlReader(diagnostics);
        reader.AddPairs(reader._root, document.KeyValues);
        foreach (var table in document.Tables)
        {
            reader.AddTable(table);
        }

        return diagnostics.HasErrors ? null : reader._root;
    }

    private static DocumentSyntax? Parse(string text, DiagnosticBag diagnostics)
    {
        DocumentSyntax document;
        try
        {
            document = SyntaxParser.Parse(text, sourceName: null, validate: false);
        }
        catch (TomlException)
        {
            // The parser throws only for nesting that is too deep, and does not say where.
            diagnostics.Error(
                DiagnosticCode.MalformedToml,
                new SourceLocation(1, 1),
                "arrays and tables are nested more than 64 levels deep");
            return null;
        }

        catch (ArgumentOutOfRangeException)
        {
            // Tomlyn 2.10.2 fails to describe an escape that the end of the file cuts off (Lexer.TryReadEscapeChar).
            var end = new SourceLocation(text.Count(c => c == '\n') + 1, text.Length - text.LastIndexOf('\n'));
            diagnostics.Error(DiagnosticCode.MalformedToml, end, "not valid TOML: the file ends in the middle of a string");
            return null;
        }

        // One mistake often has echoes further on in its line.
        var mistakes = document.Diagnostics.Where(m => m.Kind == DiagnosticMessageKind.Error).DistinctBy(m => m.Span.Start.Line).ToList();
        foreach (var message in mistakes.Take(MaxSyntaxErrors))
        {
            diagnostics.Error(DiagnosticCode.MalformedToml, LocationOf(message.Span), TomlSyntaxErrors.Describe(message.Message));
        }

        if (mistakes.Count > MaxSyntaxErrors)
        {
            var at = LocationOf(mistakes[MaxSyntaxErrors].Span);
            diagnostics.Error(
                DiagnosticCode.MalformedToml, at, string.Create(CultureInfo.InvariantCulture, $"not valid TOML from here on either: {mistakes.Count} lines in all"));
        }

        return document.HasErrors ? null : document;
    }

    private void AddTable(TableSyntaxBase syntax)
    {
        var keys = KeysOf(syntax.Name!);
        var parent = _root;
        foreach (var (key, location) in keys[..^1])
        {
            parent = DescendForHeader(parent, key, location);
        }

        var (last, at) = keys[^1];
        AddPairs(syntax is TableArraySyntax ? AppendToArray(parent, last, at) : DefineTable(parent, last, at), syntax.Items);
    }

    private TomlTable DescendForHeader(TomlTable parent, string key, SourceLocation location)
    {
        if (!parent.TryGet(key, out var entry))
        {
            var table = new TomlTable(location, TomlTableOrigin.Implied);
            parent.Add(new TomlEntry(key, location, table));
            return table;
        }

        switch (entry.Value)
        {
            case TomlTable { Origin: not TomlTableOrigin.Inline } table:
                return table;
            case TomlArray { IsOpen: true } array:
                return (TomlTable)array.Items[^1];
            default:
                return Redefined(key, location, entry);
        }
    }

    private TomlTable DefineTable(TomlTable parent, string key, SourceLocation location)
    {
        if (!parent.TryGet(key, out var entry))
        {
            var table = new TomlTable(location, TomlTableOrigin.Header);
            parent.Add(new TomlEntry(key, location, table));
            return table;
        }

        if (entry.Value is TomlTable { Origin: TomlTableOrigin.Implied } implied)
        {
            implied.Origin = TomlTableOrigin.Header;
            return implied;
        }

        return Redefined(key, location, entry);
    }

    private TomlTable AppendToArray(TomlTable parent, string key, SourceLocation location)
    {
        if (!parent.TryGet(key, out var entry))
        {
            entry = new TomlEntry(key, location, new TomlArray(location, isOpen: true));
            parent.Add(entry);
        }

        if (entry.Value is not TomlArray { IsOpen: true } array)
        {
            return Redefined(key, location, entry);
        }

        var table = new TomlTable(location, TomlTableOrigin.Header);
        array.Add(table);
        return table;
    }

    private void AddPairs(TomlTable table, SyntaxList<KeyValueSyntax> pairs)
    {
        foreach (var pair in pairs)
        {
            AddPair(table, pair);
        }
    }

    private void AddPair(TomlTable table, KeyValueSyntax pair)
    {
        var keys = KeysOf(pair.Key!);
        foreach (var (key, location) in keys[..^1])
        {
            if (!table.TryGet(key, out var entry))
            {
                entry = new TomlEntry(key, location, new TomlTable(location, TomlTableOrigin.DottedKey));
                table.Add(entry);
            }

            if (entry.Value is not TomlTable { Origin: TomlTableOrigin.DottedKey or TomlTableOrigin.Implied } next)
            {
                Redefined(key, location, entry);
                return;
            }

            next.Origin = TomlTableOrigin.DottedKey;
            table = next;
        }

        var (last, at) = keys[^1];
        if (table.TryGet(last, out var existing))
        {
            Redefined(last, at, existing);
            return;
        }

        table.Add(new TomlEntry(last, at, ValueOf(pair.Value!)));
    }

    private TomlNode ValueOf(ValueSyntax syntax)
    {
        var location = LocationOf(syntax.Span);
        switch (syntax)
        {
            case StringValueSyntax text:
                return new TomlText(text.Value ?? "", location);
            case IntegerValueSyntax integer:
                return new TomlInteger(integer.Value, location);
            case FloatValueSyntax number:
                return new TomlFloat(number.Value, location);
            case BooleanValueSyntax boolean:
                return new TomlBoolean(boolean.Value, location);
            case ArraySyntax array:
                var items = new TomlArray(location, isOpen: false);
                foreach (var item in array.Items)
                {
                    items.Add(ValueOf(item.Value!));
                }

                return items;
            case InlineTableSyntax inline:
                // Dotted keys inside the braces may add to each other; the braces then close over all of it.
                var table = new TomlTable(location, TomlTableOrigin.Inline);
                foreach (var item in inline.Items)
                {
                    AddPair(table, item.KeyValue!);
                }

                return table;
            default:
                return new TomlDate(syntax.ToString().Trim(), location);
        }
    }

    // What follows is read into a table of its own, for what else may be wrong with it.
    private TomlTable Redefined(string key, SourceLocation location, TomlEntry first)
    {
        _diagnostics.Error(
            DiagnosticCode.DuplicateKey,
            location,
            string.Create(
                CultureInfo.InvariantCulture, $"`{key}` is defined again; it is {first.Value.Kind} since line {first.KeyLocation.Line}"),
            "Keep one of the two, or merge them.");
        return new TomlTable(location, TomlTableOrigin.Header);
    }

    private static List<(string Key, SourceLocation Location)> KeysOf(KeySyntax syntax)
    {
        var keys = new List<(string, SourceLocation)> { (TextOf(syntax.Key!), LocationOf(syntax.Key!.Span)) };
        foreach (var item in syntax.DotKeys)
        {
            keys.Add((TextOf(item.Key!), LocationOf(item.Key!.Span)));
        }

        return keys;
    }

    private static string TextOf(BareKeyOrStringValueSyntax key) =>
        key is BareKeySyntax bare ? bare.Key?.Text ?? "" : ((StringValueSyntax)key).Value ?? "";

    // Tomlyn counts from 0.
    private static SourceLocation LocationOf(SourceSpan span) => new(span.Start.Line + 1, span.Start.Column + 1);
}
