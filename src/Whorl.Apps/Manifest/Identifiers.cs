using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>The grammar of names: words of ASCII letters and digits, each starting with a letter and all of one case.</summary>
internal static class Identifiers
{
    public static bool IsKebab(string text) => FindError(text, '-', mustBeLower: false) is null;

    public static bool IsSnake(string text) => FindError(text, '_', mustBeLower: false) is null;

    /// <summary>Reports a name that is not kebab-case.</summary>
    public static bool CheckKebab(Located<string> name, string what, DiagnosticBag diagnostics) =>
        Check(name, what, "kebab-case", '-', mustBeLower: false, diagnostics);

    /// <summary>Reports a name that is not lower snake_case.</summary>
    public static bool CheckLowerSnake(Located<string> name, string what, DiagnosticBag diagnostics) =>
        Check(name, what, "snake_case", '_', mustBeLower: true, diagnostics);

    /// <summary>Reports a label that is neither kebab-case nor snake_case.</summary>
    public static bool CheckLabel(Located<string> label, string what, DiagnosticBag diagnostics)
    {
        if (IsKebab(label.Value) || IsSnake(label.Value))
        {
            return true;
        }

        diagnostics.Error(
            DiagnosticCode.BadIdentifier,
            label.Location,
            $"{what} `{label.Value}` is neither kebab-case nor snake_case",
            "Use words of letters and digits, each starting with a letter, all joined by `-` or all by `_`.");
        return false;
    }

    private static bool Check(Located<string> name, string what, string style, char separator, bool mustBeLower, DiagnosticBag diagnostics)
    {
        if (FindError(name.Value, separator, mustBeLower) is not { } error)
        {
            return true;
        }

        var fixedName = name.Value.Replace(separator == '-' ? '_' : '-', separator).ToLowerInvariant();
        diagnostics.Error(
            DiagnosticCode.BadIdentifier,
            name.Location,
            $"{what} `{name.Value}` is not {style}: {error}",
            FindError(fixedName, separator, mustBeLower) is null ? $"Write `{fixedName}`." : null);
        return false;
    }

    private static string? FindError(string text, char separator, bool mustBeLower)
    {
        if (text.Length == 0)
        {
            return "it is empty";
        }

        foreach (var word in text.Split(separator))
        {
            if (word.Length == 0)
            {
                return $"there is a `{separator}` with no word on one side";
            }

            if (!char.IsAsciiLetter(word[0]))
            {
                return $"the word `{word}` does not start with a letter";
            }

            foreach (var c in word)
            {
                if (!char.IsAsciiLetterOrDigit(c))
                {
                    return $"words are joined by `{separator}` and hold letters and digits only, not `{c}`";
                }
            }

            if (word.Any(char.IsAsciiLetterUpper) && (mustBeLower || word.Any(char.IsAsciiLetterLower)))
            {
                return mustBeLower ? "it has upper-case letters" : $"the word `{word}` mixes upper and lower case";
            }
        }

        return null;
    }
}
