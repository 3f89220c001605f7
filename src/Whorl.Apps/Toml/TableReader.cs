using System.Diagnostics.CodeAnalysis;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>
/// Reads the keys of one table, each with its type, and reports at the end those that nothing asked for. A value of a wrong
/// type is reported and then counts as absent.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="name">What messages call it, for example <c>[component.web]</c>.</param>
/// <param name="diagnostics">Where problems go.</param>
internal sealed class TableReader(TomlTable table, string name, DiagnosticBag diagnostics)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Name => name;

    public SourceLocation Location => table.Location;

    public DiagnosticBag Diagnostics => diagnostics;

    /// <summary>Whether the key is there, of whatever type. Counts as asking for it.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out TomlEntry? entry)
    {
        _known.Add(key);
        return table.TryGet(key, out entry);
    }

    public Located<string>? Text(string key)
    {
        if (!TryGet(key, out var entry))
        {
            return null;
        }

        if (entry.Value is TomlText text)
        {
            return new Located<string>(text.Value, text.Location);
        }

        var isScalar = entry.Value is TomlInteger or TomlFloat or TomlBoolean or TomlDate;
        WrongType(entry, "a string", isScalar ? "Put the value in quotes." : null);
        return null;
    }

    public Located<string>? RequiredText(string key, string remedy)
    {
        if (!TryGet(key, out _))
        {
            Missing(key, remedy);
            return null;
        }

        return Text(key);
    }

    public Located<bool>? Boolean(string key)
    {
        if (!TryGet(key, out var entry))
        {
            return null;
        }

        if (entry.Value is TomlBoolean boolean)
        {
            return new Located<bool>(boolean.Value, boolean.Location);
        }

        WrongType(entry, "a boolean", "Write `true` or `false`, without quotes.");
        return null;
    }

    /// <summary>A table; null when there is none.</summary>
    public TomlTable? Table(string key, string? remedy = null)
    {
        if (!TryGet(key, out var entry))
        {
            return null;
        }

        if (entry.Value is TomlTable value)
        {
            return value;
        }

        WrongType(entry, "a table", remedy);
        return null;
    }

    /// <summary>The elements of an array; empty when there is none.</summary>
    public IReadOnlyList<TomlNode> Array(string key, string? remedy = null)
    {
        if (!TryGet(key, out var entry))
        {
            return [];
        }

        if (entry.Value is TomlArray array)
        {
            return array.Items;
        }

        WrongType(entry, "an array", remedy ?? (entry.Value is TomlText ? $"Write {key} = [\"...\"]." : null));
        return [];
    }

    /// <summary>The strings of an array; empty when there is none.</summary>
    public List<Located<string>> Texts(string key)
    {
        var texts = new List<Located<string>>();
        foreach (var item in Array(key))
        {
            if (item is TomlText text)
            {
                texts.Add(new Located<string>(text.Value, text.Location));
            }
            else
            {
                diagnostics.Error(
                    DiagnosticCode.WrongType,
                    item.Location,
                    $"every element of `{key}` in {name} must be a string, but this one is {item.Kind}");
            }
        }

        return texts;
    }

    /// <summary>The entries of a table all of whose values are strings; empty when there is none.</summary>
    public List<(Located<string> Key, Located<string> Value)> TextTable(string key)
    {
        var texts = new List<(Located<string>, Located<string>)>();
        if (Table(key) is not { } value)
        {
            return texts;
        }

        var reader = new TableReader(value, $"`{key}` of {name}", diagnostics);
        foreach (var entry in value.Entries)
        {
            if (reader.Text(entry.Key) is { } text)
            {
                texts.Add((new Located<string>(entry.Key, entry.KeyLocation), text));
            }
        }

        return texts;
    }

    public void Missing(string key, string remedy) =>
        diagnostics.Error(DiagnosticCode.MissingKey, table.Location, $"{name} has no `{key}`", remedy);

    public void WrongType(TomlEntry entry, string expected, string? remedy = null) =>
        diagnostics.Error(
            DiagnosticCode.WrongType,
            entry.Value.Location,
            $"`{entry.Key}` in {name} must be {expected}, but is {entry.Value.Kind}",
            remedy);

    /// <summary>Reports the keys that nothing asked for.</summary>
    /// <param name="severity">How much it matters: a key that Spin ignores is only a warning.</param>
    public void Finish(DiagnosticSeverity severity = DiagnosticSeverity.Error)
    {
        foreach (var entry in table.Entries.Where(e => !_known.Contains(e.Key)))
        {
            var known = _known.Order(StringComparer.Ordinal);
            var all = _known.Count == 0 ? "It has no keys." : $"Known keys are {string.Join(", ", known.Select(k => $"`{k}`"))}.";
            var remedy = NearestMatch.Suggest(entry.Key, known, all);
            var message = $"unknown key `{entry.Key}` in {name}";
            if (severity == DiagnosticSeverity.Error)
            {
                diagnostics.Error(DiagnosticCode.UnknownKey, entry.KeyLocation, message, remedy);
            }
            else
            {
                diagnostics.Warning(DiagnosticCode.UnknownKey, entry.KeyLocation, message, remedy);
            }
        }
    }
}
