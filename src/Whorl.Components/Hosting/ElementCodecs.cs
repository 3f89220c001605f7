using System.Text;

namespace Whorl.Components.Hosting;

/// <summary>The codecs of types that need no glue of their own.</summary>
public static class ElementCodecs
{
    /// <summary>No element: only that something arrives counts.</summary>
    public static ElementCodec<Unit> Unit { get; } = new UnitCodec();

    /// <summary><c>u8</c>.</summary>
    public static ElementCodec<byte> U8 { get; } = new NumberCodec<byte>("u8");

    /// <summary><c>s8</c>.</summary>
    public static ElementCodec<sbyte> S8 { get; } = new NumberCodec<sbyte>("s8");

    /// <summary><c>u16</c>.</summary>
    public static ElementCodec<ushort> U16 { get; } = new NumberCodec<ushort>("u16");

    /// <summary><c>s16</c>.</summary>
    public static ElementCodec<short> S16 { get; } = new NumberCodec<short>("s16");

    /// <summary><c>u32</c>.</summary>
    public static ElementCodec<uint> U32 { get; } = new NumberCodec<uint>("u32");

    /// <summary><c>s32</c>.</summary>
    public static ElementCodec<int> S32 { get; } = new NumberCodec<int>("s32");

    /// <summary><c>u64</c>.</summary>
    public static ElementCodec<ulong> U64 { get; } = new NumberCodec<ulong>("u64");

    /// <summary><c>s64</c>.</summary>
    public static ElementCodec<long> S64 { get; } = new NumberCodec<long>("s64");

    /// <summary><c>f32</c>.</summary>
    public static ElementCodec<float> F32 { get; } = new NumberCodec<float>("f32");

    /// <summary><c>f64</c>.</summary>
    public static ElementCodec<double> F64 { get; } = new NumberCodec<double>("f64");

    /// <summary><c>bool</c>.</summary>
    public static ElementCodec<bool> Bool { get; } = new BoolCodec();

    /// <summary><c>char</c>.</summary>
    public static ElementCodec<Rune> Char { get; } = new CharCodec();

    /// <summary><c>string</c>.</summary>
    public static ElementCodec<string> String { get; } = new StringCodec();
}
