namespace Whorl.Wit;

/// <summary>The text of one WIT file.</summary>
/// <param name="Path">Its name in diagnostics; any text, usually the path of the file.</param>
/// <param name="Text">What it says.</param>
public sealed record WitSource(string Path, string Text);
