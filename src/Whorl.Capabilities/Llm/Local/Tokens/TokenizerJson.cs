using System.Text.Json;
using System.Text.RegularExpressions;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>What the parts of a <c>tokenizer.json</c> have in common.</summary>
internal static class TokenizerJson
{
    /// <summary>Patterns may backtrack, and are matched with what guests say.</summary>
    private static readonly TimeSpan s_matchTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The type of a step; null if there is none.</summary>
    public static string? StepType(this JsonElement step) => step.ValueKind == JsonValueKind.Object ? step.RequiredText("type") : null;

    /// <summary>A member that may be missing, which is as an undefined one.</summary>
    public static JsonElement Member(this JsonElement table, string key) =>
        table.ValueKind == JsonValueKind.Object && table.TryGetProperty(key, out JsonElement value) ? value : default;

    /// <summary>A text; null if it is not there.</summary>
    public static string? Text(this JsonElement table, string key) => table.Member(key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A text that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static string RequiredText(this JsonElement table, string key) =>
        table.Text(key) ?? throw new InvalidDataException($"{ModelFolder.TokenizerName} lacks the text `{key}` where one is expected");

    /// <summary>Whether something is so.</summary>
    public static bool Flag(this JsonElement table, string key, bool otherwise = false) => table.Member(key).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    /// <summary>What a step looks for: a pattern, or else a text.</summary>
    /// <exception cref="InvalidDataException">There is neither, or the pattern is not one.</exception>
    public static (Regex? Pattern, string? Text) Pattern(this JsonElement step)
    {
        JsonElement pattern = step.Member("pattern");
        return pattern.Text("Regex") is { } regex ? (Compile(regex), null) : (null, pattern.RequiredText("String"));
    }

    /// <summary>Makes a pattern.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, s_matchTimeout);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{ModelFolder.TokenizerName} has the pattern `{pattern}`, which cannot be used: {e.Message}", e);
        }
    }

    /// <summary>A step is of a type that is not known.</summary>
    public static InvalidDataException Unknown(string what, string type) => new($"{ModelFolder.TokenizerName} has a {what} of the type `{type}`, which is not known");
}
