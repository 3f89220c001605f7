using System.Text.Json;

namespace Whorl.Capabilities.Llm.Local.Bert;

/// <summary>The sizes of a BERT model; those of <c>all-minilm-l6-v2</c>, unless a file says otherwise.</summary>
internal sealed record BertConfig
{
    /// <summary>How many tokens there are.</summary>
    public int Vocabulary { get; private init; } = 30522;

    /// <summary>The numbers of a token between layers, and of a text's vector.</summary>
    public int Hidden { get; private init; } = 384;

    /// <summary>How many layers.</summary>
    public int Layers { get; private init; } = 6;

    /// <summary>How many heads look at the other tokens.</summary>
    public int Heads { get; private init; } = 12;

    /// <summary>The numbers of a token within a layer.</summary>
    public int Intermediate { get; private init; } = 1536;

    /// <summary>The most tokens of a text.</summary>
    public int MaxPositions { get; private init; } = 512;

    /// <summary>How many kinds of texts there are; all are of the first.</summary>
    public int Types { get; private init; } = 2;

    /// <summary>What keeps a norm from dividing by nothing.</summary>
    public float Epsilon { get; private init; } = 1e-12f;

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="InvalidDataException">A value asks for what cannot be run.</exception>
    public static BertConfig Read(JsonElement json)
    {
        var usual = new BertConfig();
        var settings = new ModelSettings(json);
        settings.Require("model_type", "bert");
        settings.Require("hidden_act", "gelu");
        settings.Require("position_embedding_type", "absolute");
        var config = new BertConfig
        {
            Vocabulary = settings.Count("vocab_size", usual.Vocabulary),
            Hidden = settings.Count("hidden_size", usual.Hidden),
            Layers = settings.Count("num_hidden_layers", usual.Layers),
            Heads = settings.Count("num_attention_heads", usual.Heads),
            Intermediate = settings.Count("intermediate_size", usual.Intermediate),
            MaxPositions = settings.Count("max_position_embeddings", usual.MaxPositions),
            Types = settings.Count("type_vocab_size", usual.Types),
            Epsilon = (float)settings.Number("layer_norm_eps", usual.Epsilon),
        };
        return config.Hidden % config.Heads == 0
            ? config
            : throw new InvalidDataException($"{ModelFolder.ConfigName}: {config.Hidden} numbers cannot be shared among {config.Heads} heads");
    }
}
