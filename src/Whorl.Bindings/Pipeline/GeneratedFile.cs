namespace Whorl.Bindings.Pipeline;

/// <summary>One C# file to add to the compilation.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
