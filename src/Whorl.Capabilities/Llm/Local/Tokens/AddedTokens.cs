using System.Buffers;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>A token that stands for itself wherever its text is found.</summary>
/// <param name="Content">Its text.</param>
/// <param name="Id">Its number.</param>
/// <param name="IsSpecial">Whether it is no part of the text that tokens are made into.</param>
/// <param name="TakesLeft">Whether the space before it belongs to it.</param>
/// <param name="TakesRight">Whether the space after it does.</param>
internal sealed record AddedToken(string Content, int Id, bool IsSpecial, bool TakesLeft, bool TakesRight);

/// <summary>Finds added tokens in texts.</summary>
internal sealed class AddedTokens
{
    private readonly AddedToken[] _longestFirst;
    private readonly SearchValues<string> _contents;

    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        _longestFirst = [.. tokens.Where(token => token.Content.Length > 0).OrderByDescending(token => token.Content.Length)];
        _contents = SearchValues.Create([.. _longestFirst.Select(token => token.Content)], StringComparison.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<AddedToken> All => _longestFirst;

    /// <summary>Takes a text apart: what is between the tokens, and the tokens.</summary>
    public IEnumerable<(string Text, AddedToken? Token)> Split(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int found = _longestFirst.Length == 0 ? -1 : text.AsSpan(start).IndexOfAny(_contents);
            if (found < 0)
            {
                yield return (text[start..], null);
                yield break;
            }

            int at = start + found;
            AddedToken token = Array.Find(_longestFirst, candidate => string.CompareOrdinal(text, at, candidate.Content, 0, candidate.Content.Length) == 0)!;
            string between = token.TakesLeft ? text[start..at].TrimEnd() : text[start..at];
            if (between.Length > 0)
            {
                yield return (between, null);
            }

            yield return (token.Content, token);
            start = at + token.Content.Length;
            while (token.TakesRight && start < text.Length && char.IsWhiteSpace(text[start]))
            {
                start++;
            }
        }
    }
}
