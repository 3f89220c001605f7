namespace Whorl.Components.Validation;

/// <summary>Checks the form of semantic versions (semver.org, 2.0.0).</summary>
internal static class SemanticVersion
{
    /// <summary>What is wrong with <paramref name="text"/>, or null when it is a version.</summary>
    public static string? Check(string text)
    {
        if (text.Length == 0)
        {
            return "empty string, expected a semver version";
        }

        var position = 0;
        foreach (var part in (ReadOnlySpan<string>)["major", "minor", "patch"])
        {
            var error = CheckNumber(text, ref position, part);
            if (error is null && part != "patch")
            {
                error = position == text.Length ? $"unexpected end of input while parsing {part} version number"
                    : text[position++] != '.' ? $"unexpected character '{text[position - 1]}' after {part} version number"
                    : null;
            }

            if (error is not null)
            {
                return error;
            }
        }

        return CheckTail(text, position);
    }

    private static string? CheckNumber(string text, ref int position, string part)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        if (position == start)
        {
            return start == text.Length
                ? $"unexpected end of input while parsing {part} version number"
                : $"unexpected character '{text[start]}' while parsing {part} version number";
        }

        var digits = text.AsSpan(start, position - start);
        return digits.Length > 1 && digits[0] == '0' ? $"invalid leading zero in {part} version number"
            : !ulong.TryParse(digits, out _) ? $"value of {part} version number exceeds u64::MAX"
            : null;
    }

    private static string? CheckTail(string text, int position)
    {
        if (position == text.Length)
        {
            return null;
        }

        if (text[position] is not ('-' or '+'))
        {
            return $"unexpected character '{text[position]}' after patch version number";
        }

        var plus = text.IndexOf('+', position);
        var preRelease = text[position] == '+' ? null : plus < 0 ? text[(position + 1)..] : text[(position + 1)..plus];
        var build = plus < 0 ? null : text[(plus + 1)..];
        return CheckIdentifiers(preRelease, "pre-release identifier", zeroMayLead: false)
            ?? CheckIdentifiers(build, "build metadata", zeroMayLead: true);
    }

    private static string? CheckIdentifiers(string? text, string what, bool zeroMayLead)
    {
        foreach (var identifier in text?.Split('.') ?? [])
        {
            if (identifier.Length == 0)
            {
                return $"empty identifier segment in {what}";
            }

            if (identifier.Any(c => c != '-' && !char.IsAsciiLetterOrDigit(c)))
            {
                return $"unexpected character in {what} `{identifier}`";
            }

            if (!zeroMayLead && identifier.Length > 1 && identifier[0] == '0' && identifier.All(char.IsAsciiDigit))
            {
                return $"invalid leading zero in {what}";
            }
        }

        return null;
    }
}
