namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Makes tokens of a piece of a text.</summary>
internal interface ITokenModel
{
    /// <summary>The tokens, by what they are written as.</summary>
    IReadOnlyDictionary<string, int> Vocabulary { get; }

    /// <summary>Adds the tokens of a piece.</summary>
    void Encode(string piece, List<int> tokens);
}
