using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>An integer in a TOML file.</summary>
public sealed class TomlInteger : TomlNode
{
    internal TomlInteger(long value, SourceLocation location)
        : base(location) => Value = value;

    /// <summary>The number.</summary>
    public long Value { get; }

    /// <inheritdoc />
    public override string Kind => "an integer";
}
