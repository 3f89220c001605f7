using Whorl.Capabilities.Llm.Local.Weights;

namespace Whorl.Capabilities.Llm.Local.Llama;

/// <summary>The weights of a layer.</summary>
internal sealed record LlamaLayer(
    float[] AttentionNorm, Matrix Query, Matrix Key, Matrix Value, Matrix Output, float[] FeedNorm, Matrix Gate, Matrix Up, Matrix Down)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">They are missing or of another shape.</exception>
    public static LlamaLayer Read(WeightFiles files, LlamaConfig config, int layer, CancellationToken cancellationToken)
    {
        string name = $"model.layers.{layer}";
        int queries = config.Heads * config.HeadSize;
        int keys = config.KeyValueHeads * config.HeadSize;
        return new LlamaLayer(
            files.Vector($"{name}.input_layernorm.weight", config.Hidden),
            Read("self_attn.q_proj", queries, config.Hidden),
            Read("self_attn.k_proj", keys, config.Hidden),
            Read("self_attn.v_proj", keys, config.Hidden),
            Read("self_attn.o_proj", config.Hidden, queries),
            files.Vector($"{name}.post_attention_layernorm.weight", config.Hidden),
            Read("mlp.gate_proj", config.Intermediate, config.Hidden),
            Read("mlp.up_proj", config.Intermediate, config.Hidden),
            Read("mlp.down_proj", config.Hidden, config.Intermediate));

        Matrix Read(string part, int rows, int columns) => files.Has($"{name}.{part}.bias")
            ? throw new InvalidDataException($"the tensor `{name}.{part}.bias` is not one that a Llama model has")
            : files.Matrix($"{name}.{part}.weight", rows, columns, cancellationToken);
    }
}
