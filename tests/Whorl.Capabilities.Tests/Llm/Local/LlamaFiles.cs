using System.Text.Json.Nodes;

namespace Whorl.Capabilities.Tests.Llm.Local;

/// <summary>A small Llama model, of which everything is known.</summary>
internal sealed class LlamaFiles
{
    /// <summary>Tokens as SentencePiece has them, with nothing but letters: <c>d</c> is the last of a text.</summary>
    private static readonly string[] s_vocabulary = ["<unk>", "<s>", "</s>", "▁", "a", "b", "c", "d"];

    private LlamaFiles(JsonObject config, Dictionary<string, TestTensor> tensors) => (Config, Tensors) = (config, tensors);

    public JsonObject Config { get; }

    public Dictionary<string, TestTensor> Tensors { get; }

    public string Tokenizer { get; set; } = TokenizerOf(s_vocabulary);

    public int Size(string key) => Config[key]!.GetValue<int>();

    /// <summary>A model of random numbers, which uses everything that a Llama model may have.</summary>
    public static LlamaFiles Random(string type = "F32", bool isTied = false)
    {
        var random = new Random(7);
        var files = new LlamaFiles(
            ConfigOf(vocabulary: 40, hidden: 24, heads: 6, pairs: 2, layers: 3, isTied), []);
        (int hidden, int inner, int keys) = (24, 32, 8);
        files.Add("model.embed_tokens.weight", Weights(40, hidden));
        files.Add("model.norm.weight", Norm());
        if (!isTied)
        {
            files.Add("lm_head.weight", Weights(40, hidden));
        }

        for (int layer = 0; layer < 3; layer++)
        {
            files.Add($"model.layers.{layer}.input_layernorm.weight", Norm());
            files.Add($"model.layers.{layer}.post_attention_layernorm.weight", Norm());
            files.Add($"model.layers.{layer}.self_attn.q_proj.weight", Weights(hidden, hidden));
            files.Add($"model.layers.{layer}.self_attn.k_proj.weight", Weights(keys, hidden));
            files.Add($"model.layers.{layer}.self_attn.v_proj.weight", Weights(keys, hidden));
            files.Add($"model.layers.{layer}.self_attn.o_proj.weight", Weights(hidden, hidden));
            files.Add($"model.layers.{layer}.mlp.gate_proj.weight", Weights(inner, hidden));
            files.Add($"model.layers.{layer}.mlp.up_proj.weight", Weights(inner, hidden));
            files.Add($"model.layers.{layer}.mlp.down_proj.weight", Weights(hidden, inner));
        }

        return files;

        TestTensor Weights(int rows, int columns) => TestTensor.Random(random, type, 0, 0.6f, rows, columns);

        TestTensor Norm() => TestTensor.Random(random, type, 1, 0.3f, hidden);
    }

    /// <summary>A model that goes on from <c>a</c> with <c>b</c>, or else <c>c</c>; from <c>b</c> with <c>c</c>, from <c>c</c> with <c>a</c>; and ends after <c>d</c>.</summary>
    public static LlamaFiles Cycle()
    {
        int size = s_vocabulary.Length;
        var files = new LlamaFiles(ConfigOf(size, size, heads: 2, pairs: 1, layers: 1, isTied: false), []);
        files.Add("model.embed_tokens.weight", Matrix(size, size, Enumerable.Range(0, size).Select(i => (i, i, 1f))));
        files.Add("lm_head.weight", Matrix(size, size, [(5, 4, 10f), (6, 4, 8f), (6, 5, 10f), (4, 6, 10f), (2, 7, 10f)]));
        files.Add("model.norm.weight", Ones());
        files.Add("model.layers.0.input_layernorm.weight", Ones());
        files.Add("model.layers.0.post_attention_layernorm.weight", Ones());
        foreach ((string name, int rows, int columns) in new[]
        {
            ("self_attn.q_proj", size, size), ("self_attn.k_proj", 4, size), ("self_attn.v_proj", 4, size), ("self_attn.o_proj", size, size),
            ("mlp.gate_proj", 32, size), ("mlp.up_proj", 32, size), ("mlp.down_proj", size, 32),
        })
        {
            files.Add($"model.layers.0.{name}.weight", Matrix(rows, columns, []));
        }

        return files;

        TestTensor Ones() => new([size], [.. Enumerable.Repeat(1f, size)], "F32");
    }

    /// <summary>Writes the model.</summary>
    /// <param name="registry">The folder <c>ai-models</c>.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="shards">In how many files; 0 for one without an index.</param>
    /// <returns>The model's folder.</returns>
    public string Write(string registry, string name = "tiny", int shards = 0)
    {
        string folder = Directory.CreateDirectory(Path.Combine(registry, "llama", name)).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), Config.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer);
        if (shards == 0)
        {
            ModelWriter.WriteSafetensors(Path.Combine(folder, "model.safetensors"), Tensors);
        }
        else
        {
            ModelWriter.WriteShards(folder, Tensors, shards);
        }

        return folder;
    }

    internal static JsonObject VocabularyOf(string[] tokens) => new(tokens.Select((token, i) => KeyValuePair.Create(token, (JsonNode?)i)));

    private static string TokenizerOf(string[] vocabulary) => $$$"""
        {
          "added_tokens": [
            {"id": 0, "content": "<unk>", "special": true},
            {"id": 1, "content": "<s>", "special": true},
            {"id": 2, "content": "</s>", "special": true}
          ],
          "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "▁"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}
          ]},
          "pre_tokenizer": null,
          "post_processor": {"type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]} }
          },
          "decoder": {"type": "Sequence", "decoders": [
            {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
            {"type": "ByteFallback"},
            {"type": "Fuse"},
            {"type": "Strip", "content": " ", "start": 1, "stop": 0}
          ]},
          "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true,
            "vocab": {{{VocabularyOf(vocabulary)}}},
            "merges": []}
        }
        """;

    private static JsonObject ConfigOf(int vocabulary, int hidden, int heads, int pairs, int layers, bool isTied) => new()
    {
        ["model_type"] = "llama",
        ["hidden_act"] = "silu",
        ["vocab_size"] = vocabulary,
        ["hidden_size"] = hidden,
        ["intermediate_size"] = 32,
        ["num_attention_heads"] = heads,
        ["num_key_value_heads"] = pairs,
        ["num_hidden_layers"] = layers,
        ["rms_norm_eps"] = 1e-5,
        ["rope_theta"] = 1000.0,
        ["max_position_embeddings"] = 128,
        ["tie_word_embeddings"] = isTied,
        ["eos_token_id"] = 2,
    };

    private static TestTensor Matrix(int rows, int columns, IEnumerable<(int Row, int Column, float Number)> entries)
    {
        float[] numbers = new float[rows * columns];
        foreach ((int row, int column, float number) in entries)
        {
            numbers[(row * columns) + column] = number;
        }

        return new TestTensor([rows, columns], numbers, "F32");
    }

    private void Add(string name, TestTensor tensor) => Tensors.Add(name, tensor);
}
