using System.Numerics.Tensors;
using Whorl.Capabilities.Llm.Local.Weights;

namespace Whorl.Capabilities.Llm.Local.Bert;

/// <summary>A layer: each token looks at all of them, and is then changed by itself.</summary>
internal sealed class BertLayer
{
    private readonly int _hidden;
    private readonly int _headSize;
    private readonly Linear _query;
    private readonly Linear _key;
    private readonly Linear _value;
    private readonly Linear _attentionOutput;
    private readonly LayerNorm _attentionNorm;
    private readonly Linear _up;
    private readonly Linear _down;
    private readonly LayerNorm _norm;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or of another shape.</exception>
    public BertLayer(WeightFiles files, BertConfig config, string name, CancellationToken cancellationToken)
    {
        (_hidden, _headSize) = (config.Hidden, config.Hidden / config.Heads);
        _query = Read("attention.self.query", _hidden, _hidden);
        _key = Read("attention.self.key", _hidden, _hidden);
        _value = Read("attention.self.value", _hidden, _hidden);
        _attentionOutput = Read("attention.output.dense", _hidden, _hidden);
        _attentionNorm = LayerNorm.Read(files, $"{name}.attention.output.LayerNorm", config);
        _up = Read("intermediate.dense", config.Intermediate, _hidden);
        _down = Read("output.dense", _hidden, config.Intermediate);
        _norm = LayerNorm.Read(files, $"{name}.output.LayerNorm", config);

        Linear Read(string part, int rows, int columns) => Linear.Read(files, $"{name}.{part}", rows, columns, cancellationToken);
    }

    /// <summary>Applies it to the tokens of a text.</summary>
    /// <param name="vectors">The tokens' vectors; changed.</param>
    /// <param name="count">How many tokens there are.</param>
    public void Apply(float[] vectors, int count)
    {
        float[] attended = Attend(_query.Apply(vectors, count), _key.Apply(vectors, count), _value.Apply(vectors, count), count);
        _attentionNorm.ApplyWith(vectors, _attentionOutput.Apply(attended, count));
        float[] raised = _up.Apply(vectors, count);
        Gelu(raised);
        _norm.ApplyWith(vectors, _down.Apply(raised, count));
    }

    private float[] Attend(float[] queries, float[] keys, float[] values, int count)
    {
        float[] attended = new float[count * _hidden];
        int heads = _hidden / _headSize;
        Matrix.ForEach(heads, 2L * count * count * _headSize, head =>
        {
            float[] weights = new float[count];
            for (int token = 0; token < count; token++)
            {
                for (int i = 0; i < count; i++)
                {
                    weights[i] = TensorPrimitives.Dot<float>(Of(queries, token, head), Of(keys, i, head)) / MathF.Sqrt(_headSize);
                }

                Softmax.Apply(weights);
                for (int i = 0; i < count; i++)
                {
                    TensorPrimitives.MultiplyAdd(Of(values, i, head), weights[i], Of(attended, token, head), Of(attended, token, head));
                }
            }
        });
        return attended;
    }

    private Span<float> Of(float[] numbers, int token, int head) => numbers.AsSpan((token * _hidden) + (head * _headSize), _headSize);

    /// <summary>By way of the hyperbolic tangent, as Spin has it: vectors that an app has stored can be compared with new ones.</summary>
    private static void Gelu(float[] numbers)
    {
        const float Cubic = 0.044715f;
        float scale = MathF.Sqrt(2 / MathF.PI);
        for (int i = 0; i < numbers.Length; i++)
        {
            float x = numbers[i];
            numbers[i] = 0.5f * x * (1 + MathF.Tanh(scale * (x + (Cubic * x * x * x))));
        }
    }
}
