namespace Whorl.Capabilities.Llm;

/// <summary>How a model continued a text.</summary>
/// <param name="Text">What it wrote.</param>
/// <param name="PromptTokens">The tokens of the text that it was given.</param>
/// <param name="GeneratedTokens">The tokens that it wrote.</param>
public sealed record Inference(string Text, uint PromptTokens, uint GeneratedTokens);
