using System.Numerics.Tensors;
using Whorl.Capabilities.Llm.Local.Weights;

namespace Whorl.Capabilities.Llm.Local.Bert;

/// <summary>A matrix, and what is added to its products.</summary>
internal sealed record Linear(Matrix Weight, float[] Bias)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is missing or of another shape.</exception>
    public static Linear Read(WeightFiles files, string name, int rows, int columns, CancellationToken cancellationToken) =>
        new(files.Matrix($"{name}.weight", rows, columns, cancellationToken), files.Vector($"{name}.bias", rows));

    /// <summary>Applies it to vectors.</summary>
    public float[] Apply(float[] vectors, int count)
    {
        float[] products = new float[count * Weight.Rows];
        Weight.Multiply(vectors, count, products);
        for (int i = 0; i < count; i++)
        {
            Span<float> product = products.AsSpan(i * Weight.Rows, Weight.Rows);
            TensorPrimitives.Add(product, Bias, product);
        }

        return products;
    }
}
