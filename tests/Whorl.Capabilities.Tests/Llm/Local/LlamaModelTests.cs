using System.Text.Json.Nodes;
using Whorl.Capabilities.Llm.Local.Llama;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Llm.Local;

public sealed class LlamaModelTests : IDisposable
{
    private const double Tolerance = 1e-3;
    private readonly TestFolder _registry = new();

    public void Dispose() => _registry.Dispose();

    [Theory]
    [InlineData("F32", 0, false)]
    [InlineData("F32", 3, true)]
    [InlineData("F16", 0, false)]
    [InlineData("BF16", 2, false)]
    public void Take_RandomWeights_AgreesWithTheReference(string type, int shards, bool isTied)
    {
        LlamaFiles files = LlamaFiles.Random(type, isTied);
        AssertAgrees(files, shards, (position, i) => position * Math.Pow(1000, -2.0 * i / 4));
    }

    [Theory]
    [InlineData("rope_scaling")]
    [InlineData("rope_parameters")]
    public void Take_ScaledPositions_AgreesWithTheReference(string key)
    {
        LlamaFiles files = LlamaFiles.Random();
        files.Config[key] = new JsonObject
        {
            ["rope_type"] = "llama3",
            ["rope_theta"] = 1000.0,
            ["factor"] = 8.0,
            ["low_freq_factor"] = 1.0,
            ["high_freq_factor"] = 4.0,
            ["original_max_position_embeddings"] = 400,
        };

        // As the model's makers describe it: by wavelengths, and with a smooth passage between the bounds.
        AssertAgrees(files, 0, (position, i) =>
        {
            double frequency = Math.Pow(1000, -2.0 * i / 4);
            double wavelength = 2 * Math.PI / frequency;
            double smooth = ((400 / wavelength) - 1) / (4 - 1);
            return position * (wavelength < 400 / 4.0 ? frequency : wavelength > 400 ? frequency / 8 : ((1 - smooth) * frequency / 8) + (smooth * frequency));
        });
    }

    [Theory]
    [InlineData("model_type", "\"qwen2\"", "qwen2")]
    [InlineData("hidden_act", "\"gelu\"", "gelu")]
    [InlineData("attention_bias", "true", "attention_bias")]
    [InlineData("rope_scaling", """{"type": "yarn"}""", "yarn")]
    [InlineData("num_key_value_heads", "4", "6 heads")]
    [InlineData("hidden_size", "0", "hidden_size")]
    [InlineData("vocab_size", "2000000000", "vocab_size")]
    [InlineData("rms_norm_eps", "null", "rms_norm_eps")]
    [InlineData("eos_token_id", "\"</s>\"", "eos_token_id")]
    [InlineData("hidden_size", "48", "[40, 48]")]
    public void Load_ConfigThatCannotBeRun_SaysWhy(string key, string value, string expected)
    {
        LlamaFiles files = LlamaFiles.Random();
        files.Config[key] = JsonNode.Parse(value);
        string folder = files.Write(_registry.Path);

        var error = Assert.Throws<InvalidDataException>(() => LlamaModel.Load(folder, CancellationToken.None));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TensorIsMissing_NamesIt()
    {
        LlamaFiles files = LlamaFiles.Random();
        files.Tensors.Remove("model.layers.1.mlp.up_proj.weight");
        string folder = files.Write(_registry.Path);

        var error = Assert.Throws<InvalidDataException>(() => LlamaModel.Load(folder, CancellationToken.None));

        Assert.Contains("model.layers.1.mlp.up_proj.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_Cancelled_Ends()
    {
        LlamaModel model = LlamaModel.Load(LlamaFiles.Random().Write(_registry.Path), CancellationToken.None);
        Assert.Throws<OperationCanceledException>(() => { new LlamaRun(model, 128).Take([1], new CancellationToken(canceled: true)); });
    }

    /// <summary>Takes tokens in at once, and more one by one: what is kept of the first must serve the later.</summary>
    private void AssertAgrees(LlamaFiles files, int shards, Func<int, int, double> angle)
    {
        LlamaModel model = LlamaModel.Load(files.Write(_registry.Path, shards: shards), CancellationToken.None);
        var random = new Random(3);
        int[] tokens = [.. Enumerable.Range(0, 73).Select(_ => random.Next(40))];
        var run = new LlamaRun(model, 128);
        foreach (int count in (int[])[70, 71, 72, 73])
        {
            Span<float> logits = run.Take(tokens.AsSpan(run.Position..count), CancellationToken.None);
            double[] expected = ReferenceLlama.Logits(files, tokens[..count], angle);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], logits[i], Tolerance);
            }
        }
    }
}
