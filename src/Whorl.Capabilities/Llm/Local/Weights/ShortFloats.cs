using System.Numerics;
using System.Runtime.InteropServices;

namespace Whorl.Capabilities.Llm.Local.Weights;

/// <summary>Makes numbers of 32 bits of those of 16, as many at a time as the processor can.</summary>
internal static class ShortFloats
{
    private const int MantissaShift = 13; // how many more bits the mantissa of a Single has than a Half's
    private const float Rebias = 5.192296858534828e33f; // 2^112: the exponents' biases are 127 and 15
    private const uint Magnitude = 0x7fff;
    private const uint HalfInfinity = 0x7c00;
    private const uint SingleInfinity = 0x7f800000;

    /// <summary>Decodes numbers.</summary>
    /// <param name="bits">The numbers as they are stored.</param>
    /// <param name="type">What they are.</param>
    /// <param name="numbers">Gets them; as long as <paramref name="bits"/>.</param>
    public static void Decode(ReadOnlySpan<ushort> bits, ElementType type, Span<float> numbers)
    {
        ReadOnlySpan<Vector<ushort>> packed = MemoryMarshal.Cast<ushort, Vector<ushort>>(bits);
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        bool isBrain = type == ElementType.Brain;
        for (int i = 0; i < packed.Length; i++)
        {
            Vector.Widen(packed[i], out Vector<uint> low, out Vector<uint> high);
            wide[2 * i] = isBrain ? FromBrain(low) : FromHalf(low);
            wide[(2 * i) + 1] = isBrain ? FromBrain(high) : FromHalf(high);
        }

        for (int i = packed.Length * Vector<ushort>.Count; i < bits.Length; i++)
        {
            numbers[i] = isBrain ? BitConverter.UInt32BitsToSingle((uint)bits[i] << 16) : (float)BitConverter.UInt16BitsToHalf(bits[i]);
        }
    }

    private static Vector<float> FromBrain(Vector<uint> bits) => Vector.AsVectorSingle(Vector.ShiftLeft(bits, 16));

    private static Vector<float> FromHalf(Vector<uint> bits)
    {
        Vector<uint> magnitude = bits & new Vector<uint>(Magnitude);
        Vector<uint> sign = Vector.ShiftLeft(bits ^ magnitude, 16);
        Vector<uint> finite = Vector.AsVectorUInt32(Vector.AsVectorSingle(Vector.ShiftLeft(magnitude, MantissaShift)) * new Vector<float>(Rebias));
        Vector<uint> isInfinite = Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(HalfInfinity));
        return Vector.AsVectorSingle(finite | sign | (isInfinite & new Vector<uint>(SingleInfinity)));
    }
}
