using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>A floating-point number in a TOML file.</summary>
public sealed class TomlFloat : TomlNode
{
    internal TomlFloat(double value, SourceLocation location)
        : base(location) => Value = value;

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <inheritdoc />
    public override string Kind => "a number with a fraction";
}
