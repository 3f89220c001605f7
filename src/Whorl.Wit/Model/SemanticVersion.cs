using System.Globalization;

namespace Whorl.Wit.Model;

/// <summary>A version as of Semantic Versioning 2.0. Equality takes in the build part; precedence does not.</summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
/// <param name="Patch">Third number.</param>
/// <param name="Prerelease">The text after <c>-</c>, or empty.</param>
/// <param name="Build">The text after <c>+</c>, or empty.</param>
public sealed record SemanticVersion(ulong Major, ulong Minor, ulong Patch, string Prerelease = "", string Build = "")
{
    /// <summary>Reads <c>1.2.3-rc.1+build</c>.</summary>
    /// <returns>Null when the text is not a semantic version.</returns>
    public static SemanticVersion? TryParse(string text)
    {
        var build = Split(ref text, '+');
        var prerelease = Split(ref text, '-');
        var numbers = text.Split('.');
        if (numbers.Length != 3
            || !TryNumber(numbers[0], out var major)
            || !TryNumber(numbers[1], out var minor)
            || !TryNumber(numbers[2], out var patch)
            || !AreIdentifiers(prerelease, leadingZeros: false)
            || !AreIdentifiers(build, leadingZeros: true))
        {
            return null;
        }

        return new SemanticVersion(major, minor, patch, prerelease ?? "", build ?? "");
    }

    /// <summary>Order of precedence; the build part does not count.</summary>
    /// <returns>Less than, equal to or greater than zero, as this version comes before, with or after the other.</returns>
    public int ComparePrecedence(SemanticVersion other)
    {
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? order : ComparePrerelease(Prerelease, other.Prerelease);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var numbers = string.Format(CultureInfo.InvariantCulture, "{0}.{1}.{2}", Major, Minor, Patch);
        return numbers + (Prerelease.Length > 0 ? "-" + Prerelease : "") + (Build.Length > 0 ? "+" + Build : "");
    }

    private static string? Split(ref string text, char separator)
    {
        var at = text.IndexOf(separator);
        if (at < 0)
        {
            return null;
        }

        var rest = text.Substring(at + 1);
        text = text.Substring(0, at);
        return rest;
    }

    private static bool TryNumber(string text, out ulong value)
    {
        value = 0;
        return text.Length > 0
            && (text.Length == 1 || text[0] != '0')
            && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool AreIdentifiers(string? text, bool leadingZeros) =>
        text is null || text.Split('.').All(part => IsIdentifier(part, leadingZeros));

    private static bool IsIdentifier(string part, bool leadingZeros)
    {
        if (part.Length == 0 || !part.All(c => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '-'))
        {
            return false;
        }

        return leadingZeros || part.Length == 1 || part[0] != '0' || !IsNumber(part);
    }

    private static bool IsNumber(string part) => part.All(c => c is >= '0' and <= '9');

    private static int ComparePrerelease(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            // A release comes after all of its pre-releases.
            return right.Length.CompareTo(left.Length);
        }

        var lefts = left.Split('.');
        var rights = right.Split('.');
        for (var i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            var order = CompareIdentifier(lefts[i], rights[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    private static int CompareIdentifier(string left, string right)
    {
        var (leftIsNumber, rightIsNumber) = (IsNumber(left), IsNumber(right));
        if (leftIsNumber && rightIsNumber)
        {
            var order = left.Length.CompareTo(right.Length);
            return order != 0 ? order : string.CompareOrdinal(left, right);
        }

        return leftIsNumber != rightIsNumber ? (leftIsNumber ? -1 : 1) : string.CompareOrdinal(left, right);
    }
}
