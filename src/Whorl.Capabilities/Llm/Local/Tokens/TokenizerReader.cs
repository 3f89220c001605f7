using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Reads a <c>tokenizer.json</c>.</summary>
internal static class TokenizerReader
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or has something that is not known.</exception>
    public static Tokenizer Read(JsonElement json)
    {
        try
        {
            (ImmutableArray<int> before, ImmutableArray<int> after) = ReadSurroundings(json.Member("post_processor"));
            return new Tokenizer(ReadModel(json.GetProperty("model")), new AddedTokens(ReadAdded(json.Member("added_tokens"))))
            {
                Normalizers = [.. NormalizerReader.Read(json.Member("normalizer"))],
                Splitters = [.. SplitterReader.Read(json.Member("pre_tokenizer"))],
                Before = before,
                After = after,
                MaxTokens = json.Member("truncation") is { ValueKind: JsonValueKind.Object } truncation ? truncation.GetProperty("max_length").GetInt32() : null,
                Joiners = [.. JoinerReader.Read(json.Member("decoder"))],
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{ModelFolder.TokenizerName} is not one: {e.Message}", e);
        }
    }

    private static IEnumerable<AddedToken> ReadAdded(JsonElement tokens) => tokens.ValueKind != JsonValueKind.Array
        ? []
        : tokens.EnumerateArray().Select(token => new AddedToken(
            token.RequiredText("content"), token.GetProperty("id").GetInt32(), token.Flag("special"), token.Flag("lstrip"), token.Flag("rstrip")));

    private static ITokenModel ReadModel(JsonElement model)
    {
        Dictionary<string, int> vocabulary = model.GetProperty("vocab") is { ValueKind: JsonValueKind.Object } tokens
            ? tokens.EnumerateObject().ToDictionary(token => token.Name, token => token.Value.GetInt32(), StringComparer.Ordinal)
            : throw TokenizerJson.Unknown("model", model.Text("type") ?? "of another kind");
        if (vocabulary.Count == 0 || vocabulary.Values.Any(id => id < 0))
        {
            throw new InvalidDataException($"{ModelFolder.TokenizerName} has no tokens, or one with a negative number");
        }

        // Files of old have no type.
        return (model.Text("type") ?? "BPE") switch
        {
            "BPE" => ReadBpe(model, vocabulary),
            "WordPiece" => new WordPieceModel(
                vocabulary,
                TokenOf(vocabulary, model.Text("unk_token") ?? "[UNK]"),
                model.Text("continuing_subword_prefix") ?? "##",
                model.Member("max_input_chars_per_word") is { ValueKind: JsonValueKind.Number } most ? most.GetInt32() : 100),
            string type => throw TokenizerJson.Unknown("model", type),
        };
    }

    private static BpeModel ReadBpe(JsonElement model, Dictionary<string, int> vocabulary)
    {
        if (!string.IsNullOrEmpty(model.Text("continuing_subword_prefix")) || !string.IsNullOrEmpty(model.Text("end_of_word_suffix")))
        {
            throw TokenizerJson.Unknown("model", "BPE with prefixes or suffixes of words");
        }

        var merges = new Dictionary<(int, int), (int, int)>();
        int rank = 0;
        foreach (JsonElement merge in model.GetProperty("merges").EnumerateArray())
        {
            (string left, string right) = merge.ValueKind == JsonValueKind.Array ? (merge[0].GetString()!, merge[1].GetString()!) : Halves(merge.GetString()!);
            merges.TryAdd((TokenOf(vocabulary, left), TokenOf(vocabulary, right)), (rank++, TokenOf(vocabulary, left + right)));
        }

        return new BpeModel(vocabulary, merges)
        {
            Unknown = model.Text("unk_token") is { } unknown ? TokenOf(vocabulary, unknown) : null,
            FusesUnknown = model.Flag("fuse_unk"),
            Bytes = model.Flag("byte_fallback") ? ReadBytes(vocabulary) : [],
            TakesWhole = model.Flag("ignore_merges"),
        };
    }

    /// <summary>The tokens of all bytes; none if one is missing, as without them characters are unknown.</summary>
    private static int[] ReadBytes(Dictionary<string, int> vocabulary)
    {
        IEnumerable<string> names = Enumerable.Range(0, 256).Select(value => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"));
        int[] bytes = [.. names.Where(vocabulary.ContainsKey).Select(name => vocabulary[name])];
        return bytes.Length == 256 ? bytes : [];
    }

    private static (string Left, string Right) Halves(string merge)
    {
        int space = merge.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 ? (merge[..space], merge[(space + 1)..]) : throw new InvalidDataException($"{ModelFolder.TokenizerName} has the merge `{merge}`, which is not of two tokens");
    }

    private static int TokenOf(Dictionary<string, int> vocabulary, string token) => vocabulary.TryGetValue(token, out int id)
        ? id
        : throw new InvalidDataException($"{ModelFolder.TokenizerName} speaks of the token `{token}`, which its vocabulary does not have");

    private static (ImmutableArray<int> Before, ImmutableArray<int> After) ReadSurroundings(JsonElement step)
    {
        switch (step.StepType())
        {
            case null or "ByteLevel":
                return ([], []);
            case "Sequence":
                (ImmutableArray<int> before, ImmutableArray<int> after) = ((ImmutableArray<int>)[], (ImmutableArray<int>)[]);
                foreach (JsonElement inner in step.GetProperty("processors").EnumerateArray())
                {
                    (ImmutableArray<int> outerBefore, ImmutableArray<int> outerAfter) = ReadSurroundings(inner);
                    (before, after) = ([.. outerBefore, .. before], [.. after, .. outerAfter]);
                }

                return (before, after);
            case "TemplateProcessing":
                JsonElement[] parts = [.. step.GetProperty("single").EnumerateArray()];
                int text = Array.FindIndex(parts, part => part.TryGetProperty("Sequence", out _));
                JsonElement special = step.GetProperty("special_tokens");
                return ([.. parts[..text].SelectMany(part => IdsOf(part, special))], [.. parts[(text + 1)..].SelectMany(part => IdsOf(part, special))]);
            case "BertProcessing" or "RobertaProcessing":
                return ([step.GetProperty("cls")[1].GetInt32()], [step.GetProperty("sep")[1].GetInt32()]);
            case string type:
                throw TokenizerJson.Unknown("post-processor", type);
        }
    }

    private static IEnumerable<int> IdsOf(JsonElement part, JsonElement special) =>
        special.GetProperty(part.GetProperty("SpecialToken").RequiredText("id")).GetProperty("ids").EnumerateArray().Select(id => id.GetInt32());
}
