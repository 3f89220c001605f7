namespace Whorl.Capabilities.KeyValue;

/// <summary>Some of a store's keys.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Cursor">Where the next page starts; null when this is the last.</param>
public readonly record struct KeyPage(IReadOnlyList<string> Keys, string? Cursor);
