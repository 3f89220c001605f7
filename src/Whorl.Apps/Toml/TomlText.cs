using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>A string in a TOML file.</summary>
public sealed class TomlText : TomlNode
{
    internal TomlText(string value, SourceLocation location)
        : base(location) => Value = value;

    /// <summary>The text, with its escapes resolved.</summary>
    public string Value { get; }

    /// <inheritdoc />
    public override string Kind => "a string";
}
