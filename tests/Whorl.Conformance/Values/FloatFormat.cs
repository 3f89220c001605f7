using System.Globalization;

namespace Whorl.Conformance.Values;

/// <summary>The layout of an IEEE 754 binary float, up to 64 bits wide.</summary>
internal sealed record FloatFormat(string Name, int ExponentBits, int MantissaBits)
{
    public static readonly FloatFormat F32 = new("f32", 8, 23);
    public static readonly FloatFormat F64 = new("f64", 11, 52);

    public ulong SignMask => 1UL << (ExponentBits + MantissaBits);

    public ulong MantissaMask => (1UL << MantissaBits) - 1;

    /// <summary>The bits of positive infinity.</summary>
    public ulong Infinity => ((1UL << ExponentBits) - 1) << MantissaBits;

    /// <summary>The top bit of a NaN's payload, which marks it as quiet.</summary>
    public ulong QuietBit => 1UL << (MantissaBits - 1);

    /// <summary>The exponent of the least significant bit of a subnormal number.</summary>
    public int MinimumExponent => 2 - (1 << (ExponentBits - 1)) - MantissaBits;

    public bool IsNan(ulong bits) => (bits & ~SignMask) > Infinity;

    public bool IsOfClass(ulong bits, NanClass nan) => nan switch
    {
        NanClass.Canonical => (bits & ~SignMask) == (Infinity | QuietBit),
        NanClass.Arithmetic => (bits & ~SignMask) >= (Infinity | QuietBit),
        _ => IsNan(bits),
    };

    /// <summary>The shortest script notation that reads back as these bits.</summary>
    public string Spell(ulong bits)
    {
        var sign = (bits & SignMask) != 0 ? "-" : "";
        if (IsNan(bits))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{sign}nan:0x{bits & MantissaMask:x}");
        }
        if ((bits & ~SignMask) == Infinity)
        {
            return sign + "inf";
        }
        return this == F32
            ? BitConverter.UInt32BitsToSingle((uint)bits).ToString("R", CultureInfo.InvariantCulture)
            : BitConverter.UInt64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture);
    }
}
