namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Takes the longest token that a word begins with, and goes on with what is left of it.</summary>
internal sealed class WordPieceModel(Dictionary<string, int> vocabulary, int unknown, string continuation, int maxCharacters) : ITokenModel
{
    private readonly int _longest = vocabulary.Keys.Max(token => token.Length);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Vocabulary => vocabulary;

    /// <inheritdoc/>
    public void Encode(string piece, List<int> tokens)
    {
        int first = tokens.Count;
        bool isKnown = piece.Length <= maxCharacters;
        for (int start = 0; isKnown && start < piece.Length;)
        {
            int length = Math.Min(_longest, piece.Length - start);
            int token = 0;
            while (length > 0 && !vocabulary.TryGetValue(string.Concat(start == 0 ? "" : continuation, piece.AsSpan(start, length)), out token))
            {
                length--;
            }

            isKnown = length > 0;
            start += length;
            tokens.Add(token);
        }

        // A word that is not known in all its parts is not known at all.
        if (!isKnown)
        {
            tokens.RemoveRange(first, tokens.Count - first);
            tokens.Add(unknown);
        }
    }
}
