using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>A boolean in a TOML file.</summary>
public sealed class TomlBoolean : TomlNode
{
    internal TomlBoolean(bool value, SourceLocation location)
        : base(location) => Value = value;

    /// <summary>The value.</summary>
    public bool Value { get; }

    /// <inheritdoc />
    public override string Kind => "a boolean";
}
