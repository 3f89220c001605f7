using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>A value that a user wrote, with its place.</summary>
internal readonly record struct Located<T>(T Value, SourceLocation Location);
