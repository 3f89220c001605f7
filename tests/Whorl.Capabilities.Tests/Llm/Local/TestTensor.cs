using System.Runtime.InteropServices;

namespace Whorl.Capabilities.Tests.Llm.Local;

/// <summary>A tensor of a model that a test makes up.</summary>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Numbers">Its numbers, which its type can hold.</param>
/// <param name="Type">How they are stored.</param>
internal sealed record TestTensor(int[] Shape, float[] Numbers, string Type)
{
    public byte[] Bytes => Type switch
    {
        "F16" => MemoryMarshal.AsBytes<Half>([.. Numbers.Select(number => (Half)number)]).ToArray(),
        "BF16" => MemoryMarshal.AsBytes<ushort>([.. Numbers.Select(number => (ushort)(BitConverter.SingleToUInt32Bits(number) >> 16))]).ToArray(),
        _ => MemoryMarshal.AsBytes<float>(Numbers).ToArray(),
    };

    /// <summary>A tensor of random numbers around a middle.</summary>
    public static TestTensor Random(Random random, string type, float middle, float spread, params int[] shape)
    {
        float[] numbers = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => Rounded(middle + (spread * ((2 * random.NextSingle()) - 1)), type))];
        return new TestTensor(shape, numbers, type);
    }

    public double At(int row, int column) => Numbers[(row * Shape[1]) + column];

    private static float Rounded(float number, string type) => type switch
    {
        "F16" => (float)(Half)number,
        "BF16" => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(number) & 0xffff0000),
        _ => number,
    };
}
