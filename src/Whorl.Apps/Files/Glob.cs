using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Whorl.Apps.Files;

/// <summary>
/// A glob: <c>*</c> and <c>?</c>, <c>[abc]</c>, <c>[a-z]</c>, <c>[!a]</c>, and <c>**</c> as a whole segment for any number of folders.
/// </summary>
internal sealed class Glob
{
    private readonly List<GlobToken> _tokens;

    private Glob(List<GlobToken> tokens) => _tokens = tokens;

    public static bool IsGlob(string text) => text.AsSpan().ContainsAny('*', '?', '[');

    /// <summary>
    /// Reads a glob. Where <paramref name="starCrossesSlash"/>, <c>*</c>, <c>?</c> and sets also match a slash: they do in
    /// <c>exclude_files</c> and do not in <c>files</c>, as in Spin.
    /// </summary>
    public static bool TryParse(
        string text, bool starCrossesSlash, [NotNullWhen(true)] out Glob? glob, [NotNullWhen(false)] out string? error)
    {
        glob = null;
        var tokens = new List<GlobToken>();
        for (var i = 0; i < text.Length;)
        {
            switch (text[i])
            {
                case '*':
                    var stars = text.AsSpan(i).IndexOfAnyExcept('*') is >= 0 and var count ? count : text.Length - i;
                    if (stars > 2)
                    {
                        error = "more than two `*` in a row mean nothing";
                        return false;
                    }

                    var after = i + stars;
                    if (stars == 2)
                    {
                        if ((i > 0 && text[i - 1] != '/') || (after < text.Length && text[after] != '/'))
                        {
                            error = "`**` must be a whole segment, as in `a/**/b`";
                            return false;
                        }

                        // The slash belongs to it, so that `a/**/b` also matches `a/b`.
                        after = Math.Min(after + 1, text.Length);
                    }

                    tokens.Add(new GlobToken(stars == 2 ? GlobTokenKind.AnyFolders : GlobTokenKind.AnyText, default, starCrossesSlash));
                    i = after;
                    break;
                case '?':
                    tokens.Add(new GlobToken(GlobTokenKind.AnyCharacter, default, starCrossesSlash));
                    i++;
                    break;
                case '[':
                    // A `]` right after the opening stands for itself.
                    var start = i + (text.AsSpan(i + 1).StartsWith("!") ? 2 : 1);
                    var end = start + 1 < text.Length ? text.IndexOf(']', start + 1) : -1;
                    if (end < 0)
                    {
                        error = string.Create(CultureInfo.InvariantCulture, $"`[` at character {i + 1} has no closing `]`");
                        return false;
                    }

                    tokens.Add(new GlobToken(GlobTokenKind.Set, text[(i + 1)..end], starCrossesSlash));
                    i = end + 1;
                    break;
                default:
                    tokens.Add(new GlobToken(GlobTokenKind.Literal, text[i].ToString(), starCrossesSlash));
                    i++;
                    break;
            }
        }

        glob = new Glob(tokens);
        error = null;
        return true;
    }

    /// <summary>Whether the glob matches a path with <c>/</c> between its parts, in time proportional to both lengths.</summary>
    public bool IsMatch(ReadOnlySpan<char> path)
    {
        // reachable[t]: the tokens before t can match the path so far.
        var reachable = new bool[_tokens.Count + 1];
        var next = new bool[_tokens.Count + 1];
        reachable[0] = true;
        Skip(reachable, atFolderStart: true);
        for (var i = 0; i < path.Length; i++)
        {
            Array.Clear(next);
            for (var t = 0; t < _tokens.Count; t++)
            {
                if (!reachable[t])
                {
                    continue;
                }

                if (_tokens[t].IsRepeating)
                {
                    next[t] |= _tokens[t].Matches(path[i]);
                }
                else
                {
                    next[t + 1] |= _tokens[t].Matches(path[i]);
                }
            }

            Skip(next, atFolderStart: path[i] == '/');
            (reachable, next) = (next, reachable);
        }

        // `**` at the end takes whatever is left.
        return reachable[_tokens.Count] || (_tokens is [.., { Kind: GlobTokenKind.AnyFolders }] && reachable[_tokens.Count - 1]);
    }

    // `*` may match nothing at any place; `**` only where a folder's name may start.
    private void Skip(bool[] reachable, bool atFolderStart)
    {
        for (var t = 0; t < _tokens.Count; t++)
        {
            var kind = _tokens[t].Kind;
            reachable[t + 1] |= reachable[t] && (kind == GlobTokenKind.AnyText || (kind == GlobTokenKind.AnyFolders && atFolderStart));
        }
    }
}
