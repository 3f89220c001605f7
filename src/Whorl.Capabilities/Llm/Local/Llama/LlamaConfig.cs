using System.Collections.Immutable;
using System.Text.Json;

namespace Whorl.Capabilities.Llm.Local.Llama;

/// <summary>The sizes of a Llama model, and how it counts positions.</summary>
internal sealed record LlamaConfig
{
    /// <summary>The numbers of a token between layers.</summary>
    public required int Hidden { get; init; }

    /// <summary>The numbers of a token within a layer.</summary>
    public required int Intermediate { get; init; }

    /// <summary>How many tokens there are.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>How many layers.</summary>
    public required int Layers { get; init; }

    /// <summary>How many heads look at what came before.</summary>
    public required int Heads { get; init; }

    /// <summary>How many keys and values there are for them.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>The numbers of a head.</summary>
    public required int HeadSize { get; init; }

    /// <summary>What keeps a norm from dividing by nothing.</summary>
    public required float Epsilon { get; init; }

    /// <summary>How many tokens the model can look at.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>How fast each pair of a head's numbers turns, in radians for a position.</summary>
    public required ImmutableArray<double> Frequencies { get; init; }

    /// <summary>Whether the tokens' vectors also say which token is next.</summary>
    public required bool IsTied { get; init; }

    /// <summary>The tokens that end a text; null when the configuration does not say.</summary>
    public required ImmutableHashSet<int>? EndTokens { get; init; }

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="InvalidDataException">A value is missing, or asks for what cannot be run.</exception>
    public static LlamaConfig Read(JsonElement json)
    {
        var settings = new ModelSettings(json);
        settings.Require("model_type", "llama");
        settings.Require("hidden_act", "silu");
        settings.Require("attention_bias", "false");
        settings.Require("mlp_bias", "false");
        int hidden = settings.Count("hidden_size");
        int heads = settings.Count("num_attention_heads");
        int pairs = settings.Count("num_key_value_heads", heads);
        int headSize = settings.Count("head_dim", Math.Max(1, hidden / heads));
        if (heads % pairs != 0 || headSize % 2 != 0 || (long)heads * headSize > 1 << 24)
        {
            throw new InvalidDataException($"{ModelFolder.ConfigName}: {heads} heads of {headSize} numbers with {pairs} keys and values cannot be");
        }

        return new LlamaConfig
        {
            Hidden = hidden,
            Intermediate = settings.Count("intermediate_size"),
            Vocabulary = settings.Count("vocab_size"),
            Layers = settings.Count("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = pairs,
            HeadSize = headSize,
            Epsilon = (float)settings.Number("rms_norm_eps"),

            // What is kept of the tokens must fit into an array.
            MaxPositions = Math.Min(settings.Count("max_position_embeddings", 4096), Array.MaxLength / (pairs * headSize)),
            Frequencies = RotaryFrequencies.Read(settings, headSize),
            IsTied = settings.Flag("tie_word_embeddings"),
            EndTokens = settings.Tokens("eos_token_id")?.ToImmutableHashSet(),
        };
    }
}
