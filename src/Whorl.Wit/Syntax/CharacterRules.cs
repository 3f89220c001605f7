namespace Whorl.Wit.Syntax;

/// <summary>The characters that WIT forbids everywhere, even in comments, because they make text read as what it is not.</summary>
internal static class CharacterRules
{
    public static bool IsForbidden(char c) => IsControl(c) || IsBidirectionalOverride(c) || IsDeprecated(c);

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');

    private static bool IsBidirectionalOverride(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    // The code points that Unicode deprecates or strongly discourages.
    private static bool IsDeprecated(char c) =>
        c is '\u0149' or '\u0673' or '\u0F77' or '\u0F79' or '\u17A3' or '\u17A4' or '\u17B4' or '\u17B5';
}
