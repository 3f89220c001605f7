using System.Globalization;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Templates;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest.Triggers;

/// <summary>Reads the settings of triggers: of one, or of all of a type.</summary>
internal sealed class TriggerSettings(TableReader reader, TemplateReader templates)
{
    private const int MaxConcurrency = 1_000;

    public string Name => reader.Name;

    /// <summary>Whether there is a value, of whatever type.</summary>
    public bool Has(string key) => reader.TryGet(key, out _);

    /// <summary>A template; null when there is none, or no good one.</summary>
    public Template? Template(string key) => reader.Text(key) is { } text ? templates.Read(text, $"`{key}` of {reader.Name}") : null;

    /// <summary>A template that has to be there and to be more than nothing.</summary>
    public Template? RequiredTemplate(string key, string remedy)
    {
        if (reader.RequiredText(key, remedy) is not { } text)
        {
            return null;
        }

        if (text.Value.Length == 0)
        {
            Bad(key, text, "a text that is not empty", remedy);
            return null;
        }

        return templates.Read(text, $"`{key}` of {reader.Name}");
    }

    /// <summary>A string as it is.</summary>
    public Located<string>? Text(string key) => reader.Text(key);

    /// <summary>A string as it is, which has to be there.</summary>
    public Located<string>? RequiredText(string key, string remedy) => reader.RequiredText(key, remedy);

    public bool? Boolean(string key) => reader.Boolean(key)?.Value;

    public int? Concurrency() => Number("concurrency", 1, MaxConcurrency, allowText: false);

    /// <summary>A whole number. Spin's triggers want some of them in quotes.</summary>
    public int? Number(string key, int min, int max, bool allowText)
    {
        if (!reader.TryGet(key, out var entry))
        {
            return null;
        }

        long? number = entry.Value switch
        {
            TomlInteger integer => integer.Value,
            TomlText text when allowText && long.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long value) => value,
            TomlText when allowText => -1,
            _ => null,
        };
        if (number is null)
        {
            reader.WrongType(entry, "an integer");
            return null;
        }

        if (number >= min && number <= max)
        {
            return (int)number;
        }

        string written = entry.Value is TomlText { Value: var given } ? given : number.Value.ToString(CultureInfo.InvariantCulture);
        Bad(key, new Located<string>(written, entry.Value.Location), string.Create(CultureInfo.InvariantCulture, $"an integer from {min} to {max}"), null);
        return null;
    }

    public void Missing(string key, string remedy) => reader.Missing(key, remedy);

    public void Bad(string key, Located<string> value, string expected, string? remedy) =>
        reader.Diagnostics.Error(DiagnosticCode.BadValue, value.Location, $"`{key}` of {reader.Name} is `{value.Value}`; it must be {expected}", remedy);

    /// <summary>Reports the keys that nothing asked for.</summary>
    public void Finish() => reader.Finish();
}
