namespace Whorl.Components.Types;

/// <summary>Where a value of some type lies in linear memory: its size and alignment in bytes.</summary>
/// <remarks>Sizes saturate, so that hostile nesting of fixed-length lists cannot wrap around.</remarks>
internal readonly record struct TypeLayout(long Size, int Alignment)
{
    private const long Saturated = long.MaxValue / 4;

    public static TypeLayout Scalar(int bytes) => new(bytes, bytes);

    /// <summary>A pointer and a length, each as wide as the memory's addresses.</summary>
    public static TypeLayout PointerPair(int pointerSize) => new(2L * pointerSize, pointerSize);

    public static long AlignTo(long offset, int alignment) => (offset + alignment - 1) / alignment * alignment;

    /// <summary>This layout with a member appended, before the closing padding; <paramref name="offset"/> is where the member lies.</summary>
    public TypeLayout Append(TypeLayout member, out long offset)
    {
        offset = AlignTo(Size, member.Alignment);
        return new TypeLayout(Math.Min(offset + member.Size, Saturated), Math.Max(Alignment, member.Alignment));
    }

    public TypeLayout Padded() => this with { Size = AlignTo(Size, Alignment) };

    public TypeLayout Repeat(uint count) =>
        Size != 0 && count > Saturated / Size ? this with { Size = Saturated } : this with { Size = Size * count };
}
