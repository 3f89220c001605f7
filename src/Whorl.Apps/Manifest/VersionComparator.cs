using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Whorl.Apps.Manifest;

/// <summary>One comparison of a version requirement.</summary>
/// <param name="Operator">The operator as written; <c>^</c> where there is none, <c>*</c> for a wildcard.</param>
/// <param name="Major">The first number; null for any version at all.</param>
/// <param name="Minor">The second number; null for any.</param>
/// <param name="Patch">The third number; null for any.</param>
/// <param name="Prerelease">The pre-release; empty for none.</param>
internal sealed partial record VersionComparator(string Operator, long? Major, long? Minor, long? Patch, string Prerelease)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionComparator? comparator)
    {
        comparator = null;
        var match = Pattern().Match(text);
        if (!match.Success || !TryNumber(match.Groups[2], out var major) || !TryNumber(match.Groups[3], out var minor) || !TryNumber(match.Groups[4], out var patch))
        {
            return false;
        }

        var isWildcard = major is null || IsWildcard(match.Groups[3]) || IsWildcard(match.Groups[4]);
        var given = match.Groups[1].Value;
        comparator = new VersionComparator(given.Length > 0 ? given : isWildcard ? "*" : "^", major, minor, patch, match.Groups[5].Value);
        return true;
    }

    public bool NamesPrereleaseOf(SemanticVersion version) =>
        Prerelease.Length > 0 && (Major, Minor, Patch) == (version.Major, version.Minor, version.Patch);

    public bool Allows(SemanticVersion version) => Operator switch
    {
        ">" => Compare(version) > 0,
        ">=" => Compare(version) >= 0,
        "<" => Compare(version) < 0,
        "<=" => Compare(version) <= 0,
        "~" => IsTilde(version),
        "^" => IsCaret(version),
        _ => Compare(version) == 0,
    };

    /// <summary>Compares a version with what is given of this one: what is left out is equal to anything.</summary>
    private int Compare(SemanticVersion version)
    {
        if (Major is { } major && version.Major != major)
        {
            return version.Major.CompareTo(major);
        }

        if (Minor is { } minor && version.Minor != minor)
        {
            return version.Minor.CompareTo(minor);
        }

        return Patch is not { } patch ? 0
            : version.Patch != patch ? version.Patch.CompareTo(patch)
            : SemanticVersion.ComparePrereleases(version.Prerelease, Prerelease);
    }

    /// <summary>The numbers that are given are the same, but that the last of three may be greater.</summary>
    private bool IsTilde(SemanticVersion version) =>
        version.Major == Major && (Minor is null || version.Minor == Minor) && (Patch is null || Compare(version) >= 0);

    /// <summary>Compatible: the first number that is not zero is the same, and nothing is less.</summary>
    private bool IsCaret(SemanticVersion version)
    {
        if (version.Major != Major || Compare(version) < 0)
        {
            return false;
        }

        return Major > 0 || Minor is null || (version.Minor == Minor && (Minor > 0 || Patch is null || version.Patch == Patch));
    }

    private static bool IsWildcard(Group group) => group.Value is "*" or "x" or "X";

    private static bool TryNumber(Group group, out long? number)
    {
        number = null;
        if (group.Length == 0 || IsWildcard(group))
        {
            return true;
        }

        var isNumber = long.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        number = value;
        return isNumber;
    }

    // An operator, up to three numbers, then a pre-release and a build.
    [GeneratedRegex(
        @"^(?:\*|(=|>=|>|<=|<|~|\^)?\s*([0-9]+)(?:\.([0-9]+|\*|x|X))?(?:\.([0-9]+|\*|x|X))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?)$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
