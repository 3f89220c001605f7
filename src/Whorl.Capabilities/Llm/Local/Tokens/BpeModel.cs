using System.Text;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Byte-pair encoding: begins with characters, and joins neighbours in the order that the model learned.</summary>
/// <param name="vocabulary">The tokens.</param>
/// <param name="merges">For two tokens that can be joined, when, and what they become.</param>
internal sealed class BpeModel(Dictionary<string, int> vocabulary, Dictionary<(int Left, int Right), (int Rank, int Token)> merges) : ITokenModel
{
    private const int Gone = -1;

    /// <summary>The token of what is not known; null if that is left out.</summary>
    public int? Unknown { get; init; }

    /// <summary>Whether unknown characters in a row are one token.</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>The tokens of bytes, for characters that are not known; empty if there are none.</summary>
    public int[] Bytes { get; init; } = [];

    /// <summary>Whether a piece that is a token is taken whole.</summary>
    public bool TakesWhole { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Vocabulary => vocabulary;

    /// <inheritdoc/>
    public void Encode(string piece, List<int> tokens)
    {
        if (TakesWhole && vocabulary.TryGetValue(piece, out int whole))
        {
            tokens.Add(whole);
            return;
        }

        int[] parts = Characters(piece);
        int[] next = new int[parts.Length];
        int[] previous = new int[parts.Length];
        var queue = new PriorityQueue<(int Index, int Left, int Right), (int Rank, int Index)>();
        for (int i = 0; i < parts.Length; i++)
        {
            (next[i], previous[i]) = (i + 1, i - 1);
            Offer(i - 1, i);
        }

        while (queue.TryDequeue(out (int Index, int Left, int Right) pair, out _))
        {
            (int left, int right) = (pair.Index, next[pair.Index]);

            // One of the two may have been joined with another meanwhile.
            if (parts[left] == pair.Left && right < parts.Length && parts[right] == pair.Right)
            {
                parts[left] = merges[(pair.Left, pair.Right)].Token;
                parts[right] = Gone;
                next[left] = next[right];
                if (next[left] < parts.Length)
                {
                    previous[next[left]] = left;
                }

                Offer(previous[left], left);
                Offer(left, next[left]);
            }
        }

        tokens.AddRange(parts.Where(part => part != Gone));

        void Offer(int left, int right)
        {
            if (left >= 0 && right < parts.Length && merges.TryGetValue((parts[left], parts[right]), out (int Rank, int Token) merge))
            {
                queue.Enqueue((left, parts[left], parts[right]), (merge.Rank, left));
            }
        }
    }

    private int[] Characters(string piece)
    {
        var parts = new List<int>(piece.Length);
        bool wasUnknown = false;
        Span<byte> bytes = stackalloc byte[4];
        foreach (Rune character in piece.EnumerateRunes())
        {
            bool isUnknown = false;
            if (vocabulary.TryGetValue(character.ToString(), out int token))
            {
                parts.Add(token);
            }
            else if (Bytes.Length > 0)
            {
                foreach (byte value in bytes[..character.EncodeToUtf8(bytes)])
                {
                    parts.Add(Bytes[value]);
                }
            }
            else if (Unknown is { } unknown)
            {
                isUnknown = true;
                if (!(wasUnknown && FusesUnknown))
                {
                    parts.Add(unknown);
                }
            }

            wasUnknown = isUnknown;
        }

        return [.. parts];
    }
}
