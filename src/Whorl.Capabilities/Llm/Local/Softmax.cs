using System.Numerics.Tensors;

namespace Whorl.Capabilities.Llm.Local;

/// <summary>Makes shares of one whole of numbers.</summary>
internal static class Softmax
{
    public static void Apply(Span<float> numbers)
    {
        // Less the greatest, so that no power is too large for a float.
        TensorPrimitives.Subtract(numbers, TensorPrimitives.Max<float>(numbers), numbers);
        TensorPrimitives.Exp(numbers, numbers);
        TensorPrimitives.Divide(numbers, TensorPrimitives.Sum<float>(numbers), numbers);
    }
}
