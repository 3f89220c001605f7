using System.Runtime.InteropServices;

namespace Whorl.Wasmtime;

/// <summary>
/// One core value as guest code passes it: 16 bytes whose meaning only the function's type knows.
/// A setter of a 32-bit value clears the upper half of the first eight bytes, as the engine does.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct ValRaw
{
    [FieldOffset(0)]
    private ulong _low;

    [FieldOffset(8)]
    private ulong _high;

    /// <summary>The value as a signed 32-bit integer.</summary>
    public int I32
    {
        readonly get => (int)_low;
        set => _low = (uint)value;
    }

    /// <summary>The value as an unsigned 32-bit integer.</summary>
    public uint U32
    {
        readonly get => (uint)_low;
        set => _low = value;
    }

    /// <summary>The value as a signed 64-bit integer.</summary>
    public long I64
    {
        readonly get => (long)_low;
        set => _low = (ulong)value;
    }

    /// <summary>The value as an unsigned 64-bit integer.</summary>
    public ulong U64
    {
        readonly get => _low;
        set => _low = value;
    }

    /// <summary>The value as a 32-bit float; the bits of a NaN are kept.</summary>
    public float F32
    {
        readonly get => BitConverter.UInt32BitsToSingle((uint)_low);
        set => _low = BitConverter.SingleToUInt32Bits(value);
    }

    /// <summary>The value as a 64-bit float; the bits of a NaN are kept.</summary>
    public double F64
    {
        readonly get => BitConverter.UInt64BitsToDouble(_low);
        set => _low = BitConverter.DoubleToUInt64Bits(value);
    }

    /// <summary>The value as a 128-bit vector.</summary>
    public UInt128 V128
    {
        readonly get => new(_high, _low);
        set => (_low, _high) = ((ulong)value, (ulong)(value >> 64));
    }

    /// <summary>Makes a value from a signed 32-bit integer.</summary>
    public static ValRaw FromI32(int value) => new() { I32 = value };

    /// <summary>Makes a value from an unsigned 32-bit integer.</summary>
    public static ValRaw FromU32(uint value) => new() { U32 = value };

    /// <summary>Makes a value from a signed 64-bit integer.</summary>
    public static ValRaw FromI64(long value) => new() { I64 = value };

    /// <summary>Makes a value from a 32-bit float.</summary>
    public static ValRaw FromF32(float value) => new() { F32 = value };

    /// <summary>Makes a value from a 64-bit float.</summary>
    public static ValRaw FromF64(double value) => new() { F64 = value };
}
