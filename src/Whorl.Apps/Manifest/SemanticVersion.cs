using System.Globalization;
using System.Text.RegularExpressions;

namespace Whorl.Apps.Manifest;

/// <summary>A semantic version, as far as manifests need it: is it one, and is it compatible with another.</summary>
internal sealed partial record SemanticVersion(long Major, long Minor, long Patch, string Prerelease)
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

    /// <summary>Whether the text is a requirement such as <c>^1.2</c>, <c>&gt;=1.0, &lt;2</c> or <c>*</c>.</summary>
    public static bool IsRequirement(string text) => text.Split(',').All(part => Comparator().IsMatch(part.Trim()));

    // Three numbers, then a pre-release, then a build, both of words between dots.
    [GeneratedRegex(
        @"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
        + @"(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(
        @"^(\*|(=|>=|>|<=|<|~|\^)?\s*[0-9]+(\.([0-9]+|\*|x|X)){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?)$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Comparator();
}
