using System.Text.Json.Nodes;

namespace Whorl.Capabilities.Tests.Llm.Local;

/// <summary>A small BERT model of random numbers.</summary>
internal sealed class BertFiles
{
    private static readonly string[] s_vocabulary =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "one", "two", "three", "##s", "##ty", "!", ",", "cafe", "中", "文", "ᄒ", "##ᅡ", "##ᆫ", "mask", "[MASK]"];

    public JsonObject Config { get; } = new()
    {
        ["model_type"] = "bert",
        ["hidden_act"] = "gelu",
        ["vocab_size"] = s_vocabulary.Length,
        ["hidden_size"] = 24,
        ["num_hidden_layers"] = 2,
        ["num_attention_heads"] = 4,
        ["intermediate_size"] = 32,
        ["max_position_embeddings"] = 16,
        ["type_vocab_size"] = 2,
        ["layer_norm_eps"] = 1e-6,
    };

    public Dictionary<string, TestTensor> Tensors { get; } = [];

    public JsonObject Tokenizer { get; } = TokenizerOf(s_vocabulary);

    public static BertFiles Random(string type = "F32", string prefix = "")
    {
        var random = new Random(11);
        var files = new BertFiles();
        Add("embeddings.word_embeddings.weight", 0, s_vocabulary.Length, 24);
        Add("embeddings.position_embeddings.weight", 0, 16, 24);
        Add("embeddings.token_type_embeddings.weight", 0, 2, 24);
        AddNorm("embeddings.LayerNorm");
        for (int layer = 0; layer < 2; layer++)
        {
            string name = $"encoder.layer.{layer}";
            AddLinear($"{name}.attention.self.query", 24, 24);
            AddLinear($"{name}.attention.self.key", 24, 24);
            AddLinear($"{name}.attention.self.value", 24, 24);
            AddLinear($"{name}.attention.output.dense", 24, 24);
            AddNorm($"{name}.attention.output.LayerNorm");
            AddLinear($"{name}.intermediate.dense", 32, 24);
            AddLinear($"{name}.output.dense", 24, 32);
            AddNorm($"{name}.output.LayerNorm");
        }

        return files;

        void Add(string name, float middle, params int[] shape) => files.Tensors.Add(prefix + name, TestTensor.Random(random, type, middle, 0.6f, shape));

        void AddLinear(string name, int rows, int columns)
        {
            Add($"{name}.weight", 0, rows, columns);
            Add($"{name}.bias", 0, rows);
        }

        void AddNorm(string name)
        {
            Add($"{name}.weight", 1, 24);
            Add($"{name}.bias", 0, 24);
        }
    }

    /// <summary>Writes the model.</summary>
    /// <param name="registry">The folder <c>ai-models</c>.</param>
    public string Write(string registry)
    {
        string folder = Directory.CreateDirectory(Path.Combine(registry, "all-minilm-l6-v2")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), Config.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer.ToJsonString());
        ModelWriter.WriteSafetensors(Path.Combine(folder, "model.safetensors"), Tensors);
        return folder;
    }

    private static JsonObject TokenizerOf(string[] vocabulary) => (JsonObject)JsonNode.Parse($$$"""
        {
          "truncation": {"max_length": 8, "strategy": "LongestFirst", "direction": "Right", "stride": 0},
          "padding": {"strategy": {"Fixed": 8}, "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"},
          "added_tokens": [
            {"id": 1, "content": "[UNK]", "special": true}, {"id": 2, "content": "[CLS]", "special": true},
            {"id": 3, "content": "[SEP]", "special": true}, {"id": 18, "content": "[MASK]", "special": true, "lstrip": true}
          ],
          "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
          "pre_tokenizer": {"type": "BertPreTokenizer"},
          "post_processor": {"type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0} }, {"Sequence": {"id": "A", "type_id": 0} }, {"SpecialToken": {"id": "[SEP]", "type_id": 0} }],
            "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]} }
          },
          "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
          "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 20,
            "vocab": {{{LlamaFiles.VocabularyOf(vocabulary)}}} }
        }
        """)!;
}
