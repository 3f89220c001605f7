using System.Buffers;

namespace Whorl.Components.Validation;

/// <summary>Labels: words or acronyms joined by hyphens, such as <c>is-XML</c>.</summary>
internal static class KebabName
{
    private static readonly SearchValues<char> s_labelCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    public static bool IsLabel(ReadOnlySpan<char> text)
    {
        var isFirst = true;
        foreach (var range in text.Split('-'))
        {
            var fragment = text[range];
            if (fragment.IsEmpty || (isFirst && char.IsAsciiDigit(fragment[0])) || !IsFragment(fragment))
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }

    /// <summary>Where the run of characters that labels are made of ends, from <paramref name="start"/> on.</summary>
    public static int EndOfLabel(string text, int start)
    {
        var length = text.AsSpan(start).IndexOfAnyExcept(s_labelCharacters);
        return length < 0 ? text.Length : start + length;
    }

    /// <summary>The form in which labels that differ only by case are equal.</summary>
    public static string Canonical(string label) => label.ToLowerInvariant();

    private static bool IsFragment(ReadOnlySpan<char> fragment)
    {
        var lower = fragment.ContainsAnyInRange('a', 'z');
        var upper = fragment.ContainsAnyInRange('A', 'Z');
        return !(lower && upper) && fragment.IndexOfAnyExcept(s_labelCharacters) < 0;
    }
}
