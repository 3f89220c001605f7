using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>A key of a TOML table with its value.</summary>
/// <param name="Key">The key, unquoted.</param>
/// <param name="KeyLocation">Where the key was first written.</param>
/// <param name="Value">The value.</param>
public sealed record TomlEntry(string Key, SourceLocation KeyLocation, TomlNode Value);
