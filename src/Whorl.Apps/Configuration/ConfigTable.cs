using System.Globalization;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Configuration;

/// <summary>Reads one table of a runtime configuration. A value that is missing or wrong is reported, and then stands for an empty one.</summary>
internal sealed class ConfigTable(TomlTable table, string name, string folder, DiagnosticBag diagnostics)
{
    private static readonly Uri s_nowhere = new("http://localhost");
    private readonly TableReader _reader = new(table, name, diagnostics);

    public string Name => name;

    public SourceLocation Location => table.Location;

    public string? Text(string key) => _reader.Text(key)?.Value;

    public bool? Boolean(string key) => _reader.Boolean(key)?.Value;

    public List<Located<string>> Texts(string key) => _reader.Texts(key);

    public IEnumerable<KeyValuePair<string, string>> TextTable(string key) =>
        _reader.TextTable(key).Select(t => KeyValuePair.Create(t.Key.Value, t.Value.Value));

    public string Required(string key) => _reader.RequiredText(key, $"Add {key} = \"...\".")?.Value ?? "";

    /// <summary>Whether there is a value, of whatever type.</summary>
    public bool Has(string key) => _reader.TryGet(key, out _);

    /// <summary>A text that has to be there and to be more than nothing.</summary>
    public string RequiredName(string key) => Has(key) ? OptionalName(key) ?? "" : Required(key);

    /// <summary>A text that has to be more than nothing if it is there.</summary>
    public string? OptionalName(string key)
    {
        string? text = Text(key);
        if (text is "")
        {
            Bad(LocationOf(key), $"`{key}` in {name} is empty", null);
        }

        return text;
    }

    /// <summary>What a server knows the app by, and what goes into a header.</summary>
    /// <param name="key">The key.</param>
    /// <param name="mayBeEmpty">Whether there are servers that want none.</param>
    public string RequiredToken(string key, bool mayBeEmpty)
    {
        string text = mayBeEmpty ? Required(key) : RequiredName(key);
        if (text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // A header with it would be left out, or be refused with a message that quotes it.
            Bad(LocationOf(key), $"`{key}` in {name} has characters other than the visible ones of ASCII", "Copy it again: it may have got a space or the end of a line.");
        }

        return text;
    }

    /// <summary>A path, made absolute; null when there is none.</summary>
    public string? Path(string key)
    {
        string? path = Folder(key);
        if (path is "")
        {
            Bad(LocationOf(key), $"`{key}` in {name} is empty", "Write a path, or leave the key out.");
        }

        return path is "" ? null : path;
    }

    /// <summary>A path, made absolute; empty, for nowhere, when it is written so; null when there is none.</summary>
    public string? Folder(string key) => Text(key) switch
    {
        null => null,
        "" => "",
        { } path => System.IO.Path.GetFullPath(path, folder),
    };

    /// <summary>The place of a value; that of the table when there is none.</summary>
    public SourceLocation LocationOf(string key) => _reader.TryGet(key, out TomlEntry? entry) ? entry.Value.Location : table.Location;

    public Uri Url(string key)
    {
        if (_reader.RequiredText(key, $"Add {key} = \"https://...\".") is not { } text)
        {
            return s_nowhere;
        }

        if (Uri.TryCreate(text.Value, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        // The value may hold a password, so it is not shown.
        Bad(text.Location, $"`{key}` in {name} is not a URL", "Write one that starts with http:// or https://.");
        return s_nowhere;
    }

    public int? Count(string key) => (int?)Integer(key, 1, int.MaxValue);

    public long? Integer(string key, long min, long max)
    {
        if (!_reader.TryGet(key, out TomlEntry? entry))
        {
            return null;
        }

        if (entry.Value is not TomlInteger integer)
        {
            _reader.WrongType(entry, "an integer");
            return null;
        }

        if (integer.Value >= min && integer.Value <= max)
        {
            return integer.Value;
        }

        Bad(integer.Location, string.Create(CultureInfo.InvariantCulture, $"`{key}` in {name} is {integer.Value}; it must be from {min} to {max}"), null);
        return null;
    }

    public string? OneOf(string key, params ReadOnlySpan<string> allowed)
    {
        if (_reader.Text(key) is not { } text)
        {
            return null;
        }

        if (allowed.Contains(text.Value))
        {
            return text.Value;
        }

        string[] candidates = [.. allowed];
        Bad(
            text.Location,
            $"`{key}` in {name} is `{text.Value}`",
            NearestMatch.Suggest(text.Value, candidates, $"It must be one of {string.Join(", ", candidates.Select(c => $"\"{c}\""))}."));
        return null;
    }

    /// <summary>The table's <c>type</c>; null when it is missing or not one of those.</summary>
    public string? Type(params ReadOnlySpan<string> allowed)
    {
        if (!_reader.TryGet("type", out _))
        {
            _reader.Missing("type", $"Add type = \"{allowed[0]}\".");
            return null;
        }

        return OneOf("type", allowed);
    }

    public ConfigTable? Table(string key) =>
        _reader.Table(key, $"Write [{key}].") is { } inner ? new ConfigTable(inner, $"[{key}]", folder, diagnostics) : null;

    /// <summary>The tables of a table, by name.</summary>
    public IEnumerable<(string Key, ConfigTable Table)> Tables(string key)
    {
        if (_reader.Table(key, $"Write [{key}.default].") is not { } outer)
        {
            yield break;
        }

        var reader = new TableReader(outer, $"[{key}]", diagnostics);
        foreach (TomlEntry entry in outer.Entries)
        {
            // A key of another kind is probably one of a table whose label was forgotten.
            if (reader.Table(entry.Key, entry.Value is TomlArray ? $"Write [{key}.{entry.Key}]." : $"Write [{key}.default].") is { } inner)
            {
                yield return (entry.Key, new ConfigTable(inner, $"[{key}.{entry.Key}]", folder, diagnostics));
            }
        }
    }

    /// <summary>The tables of an array of tables.</summary>
    public IEnumerable<ConfigTable> TableArray(string key)
    {
        foreach (TomlNode node in _reader.Array(key, $"Write [[{key}]]."))
        {
            if (node is TomlTable inner)
            {
                yield return new ConfigTable(inner, $"[[{key}]]", folder, diagnostics);
            }
            else
            {
                diagnostics.Error(DiagnosticCode.WrongType, node.Location, $"every element of `{key}` must be a table, but this one is {node.Kind}", $"Write [[{key}]].");
            }
        }
    }

    public void Bad(SourceLocation location, string message, string? remedy) => diagnostics.Error(DiagnosticCode.BadValue, location, message, remedy);

    /// <summary>Reports the keys that nothing asked for.</summary>
    public void Finish() => _reader.Finish();

    /// <summary>Reports them if the table's type is known, and with it the keys that it may have.</summary>
    public void FinishIf(bool isKnown)
    {
        if (isKnown)
        {
            Finish();
        }
    }
}
