namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Changes a text before it is taken apart.</summary>
internal delegate string Normalizer(string text);

/// <summary>Takes a text apart.</summary>
/// <param name="text">The text.</param>
/// <param name="isFirst">Whether nothing is before it.</param>
internal delegate IEnumerable<string> Splitter(string text, bool isFirst);

/// <summary>Brings the texts of tokens nearer to what they are a text of.</summary>
internal delegate List<string> Joiner(List<string> parts);
