using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>A date, a time or both in a TOML file.</summary>
public sealed class TomlDate : TomlNode
{
    internal TomlDate(string value, SourceLocation location)
        : base(location) => Value = value;

    /// <summary>As it was written.</summary>
    public string Value { get; }

    /// <inheritdoc />
    public override string Kind => "a date or time";
}
