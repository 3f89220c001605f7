using System.Buffers;

namespace Whorl.Apps.Variables;

/// <summary>The grammar of variable names, which lets them become names in environments, files and vaults.</summary>
internal static class VariableName
{
    private static readonly SearchValues<char> s_allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public static string? FindError(string name)
    {
        if (name.Length == 0)
        {
            return "it is empty";
        }

        if (name.AsSpan().IndexOfAnyExcept(s_allowed) is >= 0 and var index)
        {
            return $"it contains `{name[index]}`; only lower-case letters, digits and underscores are allowed";
        }

        if (!char.IsAsciiLetterLower(name[0]))
        {
            return "it does not start with a letter";
        }

        return name.EndsWith('_') || name.Contains("__", StringComparison.Ordinal)
            ? "an underscore must stand alone between two other characters"
            : null;
    }
}
