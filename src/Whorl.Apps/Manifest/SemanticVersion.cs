using System.Globalization;
using System.Text.RegularExpressions;

namespace Whorl.Apps.Manifest;

/// <summary>A semantic version. Build metadata has no meaning for any comparison, and is left out.</summary>
internal sealed partial record SemanticVersion(long Major, long Minor, long Patch, string Prerelease) : IComparable<SemanticVersion>
{
    /// <summary>What versions that can stand in for each other have in common.</summary>
    public SemanticVersion Compatible => (Major, Minor, Prerelease) switch
    {
        (_, _, not "") => this,
        ( > 0, _, _) => this with { Minor = 0, Patch = 0 },
        (_, > 0, _) => this with { Patch = 0 },
        _ => this,
    };

    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SemanticVersion? version)
    {
        version = null;
        var match = Pattern().Match(text);
        if (!match.Success
            || !long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || !long.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            || !long.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var patch))
        {
            return false;
        }

        version = new SemanticVersion(major, minor, patch, match.Groups[4].Value);
        return true;
    }

    /// <summary>Orders pre-releases, of which the empty one is the release itself and comes last (Semantic Versioning, section 11).</summary>
    public static int ComparePrereleases(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return right.Length.CompareTo(left.Length);
        }

        var (a, b) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (CompareWords(a[i], b[i]) is not 0 and var order)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    public int CompareTo(SemanticVersion? other) => other is null
        ? 1
        : (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch)) is not 0 and var order
            ? order
            : ComparePrereleases(Prerelease, other.Prerelease);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}{(Prerelease.Length == 0 ? "" : "-")}{Prerelease}");

    // Numbers come before other words. They may be longer than any integer type.
    private static int CompareWords(string left, string right)
    {
        var areNumbers = (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit));
        return areNumbers switch
        {
            (true, false) => -1,
            (false, true) => 1,
            (true, true) when left.TrimStart('0').Length != right.TrimStart('0').Length => left.TrimStart('0').Length.CompareTo(right.TrimStart('0').Length),
            _ => string.CompareOrdinal(left, right),
        };
    }

    // Three numbers, then a pre-release, then a build, both of words between dots.
    [GeneratedRegex(
        @"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
        + @"(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
