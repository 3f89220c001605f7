using System.Text.Json;
using System.Text.RegularExpressions;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Reads how a <c>tokenizer.json</c> takes texts apart.</summary>
internal static class SplitterReader
{
    /// <summary>How GPT-2 did: words with the space before them, numbers, signs, and space.</summary>
    private static readonly Regex s_words = TokenizerJson.Compile(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+");

    private static readonly Regex s_digit = TokenizerJson.Compile(@"\p{N}");
    private static readonly Regex s_digits = TokenizerJson.Compile(@"\p{N}+");

    /// <summary>Reads the steps.</summary>
    /// <exception cref="InvalidDataException">There is one that is not known.</exception>
    public static IEnumerable<Splitter> Read(JsonElement step) => step.StepType() switch
    {
        null => [],
        "Sequence" => step.GetProperty("pretokenizers").EnumerateArray().SelectMany(Read),
        "Split" => [Split(step)],
        "Digits" => [Isolate(step.Flag("individual_digits") ? s_digit : s_digits)],
        "ByteLevel" => ByteLevel(step),
        "Metaspace" => [Metaspace(step)],
        "BertPreTokenizer" => [(text, _) => BertText.Words(text)],
        string type => throw TokenizerJson.Unknown("pre-tokenizer", type),
    };

    private static Splitter Split(JsonElement step)
    {
        (Regex? pattern, string? text) = step.Pattern();
        pattern ??= TokenizerJson.Compile(Regex.Escape(text!));
        string behavior = step.RequiredText("behavior");
        return behavior switch
        {
            _ when step.Flag("invert") => throw TokenizerJson.Unknown("pre-tokenizer", "Split that is inverted"),
            "Isolated" => Isolate(pattern),
            "Removed" => (from, _) => Sections(pattern, from).Where(section => !section.IsMatch).Select(section => section.Text),
            _ => throw TokenizerJson.Unknown("pre-tokenizer", $"Split with the behavior {behavior}"),
        };
    }

    private static Splitter Isolate(Regex pattern) => (text, _) => Sections(pattern, text).Select(section => section.Text);

    private static IEnumerable<(string Text, bool IsMatch)> Sections(Regex pattern, string text)
    {
        int start = 0;
        for (Match match = pattern.Match(text); match.Success; match = match.NextMatch())
        {
            if (match.Index > start)
            {
                yield return (text[start..match.Index], false);
            }

            yield return (match.Value, true);
            start = match.Index + match.Length;
        }

        if (start < text.Length)
        {
            yield return (text[start..], false);
        }
    }

    private static Splitter[] ByteLevel(JsonElement step)
    {
        Splitter letters = (text, _) => [ByteLetters.Write(text)];
        Splitter[] last = step.Flag("use_regex", otherwise: true) ? [Isolate(s_words), letters] : [letters];
        return step.Flag("add_prefix_space", otherwise: true)
            ? [(text, _) => [text.Length == 0 || char.IsWhiteSpace(text[0]) ? text : " " + text], .. last]
            : last;
    }

    private static Splitter Metaspace(JsonElement step)
    {
        string mark = step.RequiredText("replacement");
        string scheme = step.Text("prepend_scheme") ?? (step.Flag("add_prefix_space", otherwise: true) ? "always" : "never");
        Regex? words = step.Flag("split", otherwise: true) ? TokenizerJson.Compile($"{Regex.Escape(mark)}?[^{Regex.Escape(mark)}]+|{Regex.Escape(mark)}") : null;
        return (text, isFirst) =>
        {
            string marked = text.Replace(" ", mark, StringComparison.Ordinal);
            bool prepends = scheme == "always" || (scheme == "first" && isFirst);
            marked = prepends && !marked.StartsWith(mark, StringComparison.Ordinal) ? mark + marked : marked;
            return words is null ? [marked] : Sections(words, marked).Select(section => section.Text);
        };
    }
}
