using System.Text.Json;
using System.Text.RegularExpressions;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Reads what a <c>tokenizer.json</c> has done to a text before it is taken apart.</summary>
internal static class NormalizerReader
{
    /// <summary>Reads the steps.</summary>
    /// <exception cref="InvalidDataException">There is one that is not known.</exception>
    public static IEnumerable<Normalizer> Read(JsonElement step) => step.StepType() switch
    {
        null => [],
        "Sequence" => step.GetProperty("normalizers").EnumerateArray().SelectMany(Read),
        "Prepend" => [Prepend(step.RequiredText("prepend"))],
        "Replace" => [Replace(step)],
        "Lowercase" => [text => text.ToLowerInvariant()],
        "BertNormalizer" => [new BertText(step).Normalize],
        string type => throw TokenizerJson.Unknown("normalizer", type),
    };

    private static Normalizer Prepend(string prefix) => text => text.Length == 0 ? text : prefix + text;

    private static Normalizer Replace(JsonElement step)
    {
        (Regex? pattern, string? text) = step.Pattern();
        string content = step.RequiredText("content");
        return pattern is null ? from => from.Replace(text!, content, StringComparison.Ordinal) : from => pattern.Replace(from, _ => content);
    }
}
