using System.Numerics.Tensors;
using Whorl.Capabilities.Llm.Local.Weights;

namespace Whorl.Capabilities.Llm.Local.Bert;

/// <summary>Brings the numbers of each token to one scale.</summary>
internal sealed record LayerNorm(float[] Weight, float[] Bias, float Epsilon)
{
    /// <summary>Reads it, under its new or its old names.</summary>
    /// <exception cref="InvalidDataException">It is missing or of another shape.</exception>
    public static LayerNorm Read(WeightFiles files, string name, BertConfig config)
    {
        (string weight, string bias) = files.Has($"{name}.gamma") ? ("gamma", "beta") : ("weight", "bias");
        return new LayerNorm(files.Vector($"{name}.{weight}", config.Hidden), files.Vector($"{name}.{bias}", config.Hidden), config.Epsilon);
    }

    /// <summary>Applies it to vectors, after something is added to them.</summary>
    /// <param name="vectors">The vectors; changed.</param>
    /// <param name="change">What is added.</param>
    public void ApplyWith(float[] vectors, ReadOnlySpan<float> change)
    {
        TensorPrimitives.Add(vectors, change, vectors);
        for (int start = 0; start < vectors.Length; start += Weight.Length)
        {
            Span<float> vector = vectors.AsSpan(start, Weight.Length);
            TensorPrimitives.Subtract(vector, TensorPrimitives.Sum<float>(vector) / vector.Length, vector);
            float scale = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(vector) / vector.Length) + Epsilon);
            TensorPrimitives.Multiply(vector, scale, vector);
            TensorPrimitives.MultiplyAdd(vector, Weight, Bias, vector);
        }
    }
}
