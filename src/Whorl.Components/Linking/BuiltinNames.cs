using System.Text;

namespace Whorl.Components.Linking;

/// <summary>The names of the built-ins as the specification writes them.</summary>
internal static class BuiltinNames
{
    // The first word, or words, that form the part before the dot.
    private static readonly string[] s_groups =
        ["Resource", "Backpressure", "Task", "Context", "Subtask", "Stream", "Future", "ErrorContext", "WaitableSet", "Waitable", "Thread"];

    /// <summary>The name of a built-in, such as <c>waitable-set.wait</c>.</summary>
    public static string Of(BuiltinKind kind)
    {
        var words = kind.ToString();
        var group = s_groups.First(g => words.StartsWith(g, StringComparison.Ordinal));
        return $"{Hyphenate(group)}.{Hyphenate(words[group.Length..])}";
    }

    private static string Hyphenate(string words)
    {
        var text = new StringBuilder();
        foreach (var letter in words)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
