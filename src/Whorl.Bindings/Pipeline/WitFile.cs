namespace Whorl.Bindings.Pipeline;

/// <summary>The contents of one WIT file of the project.</summary>
internal sealed record WitFile(string Path, string Text);
