namespace Whorl.Apps.Files;

/// <summary>A piece of a glob.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Text">The character of a literal, or what stands between the brackets of a set.</param>
/// <param name="CrossesSlash">Whether anything but <c>**</c> and a literal matches a slash.</param>
internal readonly record struct GlobToken(GlobTokenKind Kind, string? Text, bool CrossesSlash)
{
    public bool IsRepeating => Kind is GlobTokenKind.AnyText or GlobTokenKind.AnyFolders;

    public bool Matches(char c) => Kind switch
    {
        GlobTokenKind.Literal => c == Text![0],
        GlobTokenKind.AnyFolders => true,
        _ when c == '/' && !CrossesSlash => false,
        GlobTokenKind.Set => IsInSet(c),
        _ => true,
    };

    private bool IsInSet(char c)
    {
        var isNegated = Text!.StartsWith('!');
        var set = isNegated ? Text.AsSpan(1) : Text;
        var isIn = false;
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                isIn |= c >= set[i] && c <= set[i + 2];
                i += 2;
            }
            else
            {
                isIn |= c == set[i];
            }
        }

        return isIn != isNegated;
    }
}
