namespace Whorl.Capabilities.Llm;

/// <summary>Vectors of texts.</summary>
/// <param name="Vectors">A vector for each text.</param>
/// <param name="PromptTokens">The tokens of all texts.</param>
public sealed record Embeddings(float[][] Vectors, uint PromptTokens);
