using System.Text.Json;
using System.Text.Json.Nodes;
using Whorl.Capabilities.Llm.Local.Tokens;

namespace Whorl.Capabilities.Tests.Llm.Local;

public sealed class TokenizerTests
{
    private const string LlamaPattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>As Llama 3 has it: bytes as letters, pieces by a pattern, merges.</summary>
    [Theory]
    [InlineData("hello", "<|begin|> hello")]
    [InlineData("hello hell", "<|begin|> hello Ġ hell")]
    [InlineData("hehe", "<|begin|> he he")]
    [InlineData("12345", "<|begin|> 1 2 3 4 5")]
    [InlineData("a\n\n b", "<|begin|> a Ċ Ċ Ġb")]
    [InlineData("é€", "<|begin|> Ã © â Ĥ ¬")]
    [InlineData("<|eot|>hello<|eot|> b", "<|begin|> <|eot|> hello <|eot|> Ġb")]
    [InlineData("<|eot|", "<|begin|> < | e o t |")]
    public void Encode_ByteLevel_MakesTheTokensOfLlama3(string text, string expected)
    {
        (Tokenizer tokenizer, string[] vocabulary) = ByteLevel();

        List<int> tokens = tokenizer.Encode(text, CancellationToken.None);

        Assert.Equal(expected, string.Join(' ', tokens.Select(token => vocabulary[token])));
        Assert.Equal(text.Replace("<|eot|>", "", StringComparison.Ordinal), tokenizer.Decode(tokens));
    }

    [Fact]
    public void Encode_WholePieceIsAToken_MergesDoNotMatter()
    {
        (Tokenizer tokenizer, string[] vocabulary) = ByteLevel(takesWhole: true);
        Assert.Equal(["<|begin|>", "ab"], tokenizer.Encode("ab", CancellationToken.None).Select(token => vocabulary[token]));
        (tokenizer, _) = ByteLevel(takesWhole: false);
        Assert.Equal(["<|begin|>", "a", "b"], tokenizer.Encode("ab", CancellationToken.None).Select(token => vocabulary[token]));
    }

    /// <summary>As Llama 2 has it: space as a letter, bytes for what is not known, the earliest merge first.</summary>
    [Theory]
    [InlineData("the cat", "<s> ▁the ▁ c at")]
    [InlineData("at  at", "<s> ▁ at ▁ ▁ at")]
    [InlineData("é", "<s> ▁ <0xC3> <0xA9>")]
    [InlineData("a\n", "<s> ▁ a <0x0A>")]
    [InlineData("tthe", "<s> ▁ t the")]
    [InlineData("ath", "<s> ▁ a th")]
    [InlineData("", "<s>")]
    public void Encode_SentencePiece_MakesTheTokensOfLlama2(string text, string expected)
    {
        foreach (JsonObject json in (JsonObject[])[SentencePiece(), Metaspace()])
        {
            Tokenizer tokenizer = Read(json);
            string[] vocabulary = [.. ((JsonObject)json["model"]!["vocab"]!).Select(token => token.Key)];

            List<int> tokens = tokenizer.Encode(text, CancellationToken.None);

            Assert.Equal(expected, string.Join(' ', tokens.Select(token => vocabulary[token])));
            Assert.Equal(text, tokenizer.Decode(tokens));
        }
    }

    [Fact]
    public void Decode_BytesThatAreNoText_AreReplaced()
    {
        Tokenizer tokenizer = Read(SentencePiece());
        Assert.Equal("a\ufffdt", tokenizer.Decode([tokenizer.IdOf("a")!.Value, tokenizer.IdOf("<0xC3>")!.Value, tokenizer.IdOf("t")!.Value]));
    }

    [Fact]
    public void Encode_NoBytes_UnknownCharactersAreOneToken()
    {
        JsonObject json = SentencePiece();
        json["model"]!["byte_fallback"] = false;
        Assert.Equal("1 259 0 260", string.Join(' ', Read(json).Encode("éét", CancellationToken.None)));
    }

    [Fact]
    public void Encode_LongText_MergesFromTheBestOn()
    {
        // Merging in any other order would leave other tokens; merging by looking at all pairs each time would not come to an end.
        Tokenizer tokenizer = Read(SentencePiece());
        List<int> tokens = tokenizer.Encode(string.Concat(Enumerable.Repeat("the", 100_000)), CancellationToken.None);
        Assert.Equal(100_001, tokens.Count);
    }

    [Theory]
    [InlineData("normalizer", """{"type": "NFKC"}""", "a normalizer of the type `NFKC`")]
    [InlineData("pre_tokenizer", """{"type": "UnicodeScripts"}""", "a pre-tokenizer of the type `UnicodeScripts`")]
    [InlineData("pre_tokenizer", """{"type": "Split", "pattern": {"Regex": "("}, "behavior": "Isolated"}""", "the pattern `(`")]
    [InlineData("pre_tokenizer", """{"type": "Split", "pattern": {"String": " "}, "behavior": "Contiguous"}""", "the behavior Contiguous")]
    [InlineData("post_processor", """{"type": "Other"}""", "a post-processor of the type `Other`")]
    [InlineData("decoder", """{"type": "CTC"}""", "a decoder of the type `CTC`")]
    [InlineData("model", """{"type": "Unigram", "vocab": []}""", "a model of the type `Unigram`")]
    [InlineData("model", """{"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]}""", "the token `b`")]
    [InlineData("model", """{"type": "BPE", "vocab": {"a": 0}, "merges": ["ab"]}""", "the merge `ab`")]
    [InlineData("model", """{"type": "BPE", "vocab": {"a": -1}, "merges": []}""", "negative")]
    [InlineData("model", """{"type": "BPE", "vocab": {}}""", "no tokens")]
    [InlineData("model", "null", "is not one")]
    public void Read_StepThatIsNotKnown_NamesIt(string key, string value, string expected)
    {
        JsonObject json = SentencePiece();
        json[key] = JsonNode.Parse(value);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(json)).Message, StringComparison.Ordinal);
    }

    private static Tokenizer Read(JsonObject json)
    {
        using JsonDocument document = JsonDocument.Parse(json.ToJsonString());
        return TokenizerReader.Read(document.RootElement);
    }

    private static (Tokenizer Tokenizer, string[] Vocabulary) ByteLevel(bool takesWhole = true)
    {
        string[] letters = [.. Enumerable.Range(0, 256).Select(value => ByteLetters.Write(((char)value).ToString())[^1..]).Concat(["Ã", "Â", "â"]).Distinct()];
        string[] vocabulary = [.. letters, "he", "ll", "hell", "hello", "Ġb", "ab", "<|begin|>", "<|eot|>"];
        int begin = Array.IndexOf(vocabulary, "<|begin|>");
        var json = (JsonObject)JsonNode.Parse($$$"""
            {
              "added_tokens": [{"id": {{{begin}}}, "content": "<|begin|>", "special": true}, {"id": {{{begin + 1}}}, "content": "<|eot|>", "special": true}],
              "normalizer": null,
              "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                {"type": "Split", "pattern": {"Regex": {{{JsonValue.Create(LlamaPattern).ToJsonString()}}} }, "behavior": "Isolated", "invert": false},
                {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}
              ]},
              "post_processor": {"type": "Sequence", "processors": [
                {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false, "use_regex": true},
                {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<|begin|>", "type_id": 0} }, {"Sequence": {"id": "A", "type_id": 0} }],
                  "special_tokens": {"<|begin|>": {"id": "<|begin|>", "ids": [{{{begin}}}], "tokens": ["<|begin|>"]} } }
              ]},
              "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true},
              "model": {"type": "BPE", "unk_token": null, "byte_fallback": false, "ignore_merges": {{{(takesWhole ? "true" : "false")}}},
                "merges": ["h e", "l l", "he ll", ["hell", "o"], "Ġ b"],
                "vocab": {{{LlamaFiles.VocabularyOf(vocabulary)}}} }
            }
            """)!;
        return (Read(json), vocabulary);
    }

    private static JsonObject SentencePiece()
    {
        string[] vocabulary =
            ["<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"), "▁", "t", "h", "e", "c", "a", "at", "th", "the", "▁t", "▁the"];
        var json = (JsonObject)JsonNode.Parse(LlamaFiles.Cycle().Tokenizer)!;
        json["model"]!["vocab"] = LlamaFiles.VocabularyOf(vocabulary);
        json["model"]!["merges"] = new JsonArray("t h", "a t", "th e", "▁ the");
        return json;
    }

    /// <summary>The same, in the words of newer files.</summary>
    private static JsonObject Metaspace()
    {
        JsonObject json = SentencePiece();
        json["normalizer"] = null;
        json["pre_tokenizer"] = JsonNode.Parse("""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": false}""");
        json["decoder"] = JsonNode.Parse("""{"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": false}]}""");
        return json;
    }
}
