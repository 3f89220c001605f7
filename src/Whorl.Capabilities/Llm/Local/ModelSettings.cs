using System.Text.Json;

namespace Whorl.Capabilities.Llm.Local;

/// <summary>The values of a model's <c>config.json</c>, checked as they are read.</summary>
internal sealed class ModelSettings(JsonElement values)
{
    /// <summary>No model that is known has more of anything; products of two stay within 64 bits.</summary>
    private const int MaxCount = 1 << 24;

    /// <summary>A count of something.</summary>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">What it is when the key is not there; null if it must be.</param>
    /// <exception cref="InvalidDataException">It is missing or out of bounds.</exception>
    public int Count(string key, int? otherwise = null)
    {
        if (!TryGet(key, out JsonElement value))
        {
            return otherwise ?? throw Wrong(key, "is missing");
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count is > 0 and <= MaxCount
            ? count
            : throw Wrong(key, $"is {value.GetRawText()}; a number from 1 to {MaxCount} is expected");
    }

    /// <summary>A positive number.</summary>
    /// <exception cref="InvalidDataException">It is missing or not one.</exception>
    public double Number(string key, double? otherwise = null)
    {
        if (!TryGet(key, out JsonElement value))
        {
            return otherwise ?? throw Wrong(key, "is missing");
        }

        return value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && number > 0 && double.IsFinite(number)
            ? number
            : throw Wrong(key, $"is {value.GetRawText()}; a positive number is expected");
    }

    /// <summary>Whether something is so; it is not when the key is not there.</summary>
    public bool Flag(string key) => TryGet(key, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A text; null when the key is not there.</summary>
    public string? Text(string key) => TryGet(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A table; null when the key is not there.</summary>
    public ModelSettings? Table(string key) => TryGet(key, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? new ModelSettings(value) : null;

    /// <summary>A number of a token or a list of them; null when the key is not there.</summary>
    public int[]? Tokens(string key) => TryGet(key, out JsonElement value)
        ? value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Token)] : [Token(value)]
        : null;

    /// <summary>Refuses a value that would change what is computed.</summary>
    /// <exception cref="InvalidDataException">The key is there and has another value.</exception>
    public void Require(string key, string expected)
    {
        if (TryGet(key, out JsonElement value) && value.ToString() is var given && !string.Equals(given, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong(key, $"is `{given}`; only `{expected}` can be run");
        }
    }

    private static int Token(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int token) && token >= 0 ? token : throw Wrong("eos_token_id", $"has {value.GetRawText()}, which is no token");

    private bool TryGet(string key, out JsonElement value)
    {
        value = default;
        return values.ValueKind == JsonValueKind.Object && values.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private static InvalidDataException Wrong(string key, string what) => new($"{ModelFolder.ConfigName}: `{key}` {what}");
}
