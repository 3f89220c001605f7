using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>A value in a TOML file, with the place it was written at.</summary>
public abstract class TomlNode
{
    private protected TomlNode(SourceLocation location) => Location = location;

    /// <summary>Where the value starts; for a table made by headers, its first header.</summary>
    public SourceLocation Location { get; }

    /// <summary>The kind of value for messages, for example <c>a string</c>.</summary>
    public abstract string Kind { get; }
}
