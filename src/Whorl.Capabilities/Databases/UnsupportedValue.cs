namespace Whorl.Capabilities.Databases;

/// <summary>A value of a type that interfaces have none for.</summary>
/// <param name="Content">The value as text, in UTF-8.</param>
internal sealed record UnsupportedValue(byte[] Content);
