using Whorl.Components.Hosting;

namespace Whorl.Components.Abi.Shapes;

/// <summary>
/// A value type made ready for lifting and lowering: where its parts lie in memory and in flat form. Made once per
/// function; the guest's pointers and discriminants are checked here.
/// </summary>
/// <param name="size">Bytes in memory.</param>
/// <param name="alignment">Alignment in memory.</param>
/// <param name="flatCount">How many flat values carry it; saturated, since long ones go through memory.</param>
internal abstract class ValueShape(int size, int alignment, long flatCount)
{
    public uint Size { get; } = (uint)size;

    public uint Alignment { get; } = (uint)alignment;

    public int FlatCount { get; } = (int)Math.Min(flatCount, short.MaxValue);

    /// <summary>Whether any bits are a value, so that a list of these can be copied as bytes.</summary>
    public virtual bool IsPlain => false;

    /// <summary>Canonical ABI: <c>load</c>. The address is aligned and in bounds.</summary>
    public abstract ComponentValue Load(CanonicalContext cx, uint address);

    /// <summary>Canonical ABI: <c>lift_flat</c>.</summary>
    public abstract ComponentValue Lift(CanonicalContext cx, ref FlatReader flat);

    /// <summary>Canonical ABI: <c>store</c>. The address is aligned and in bounds.</summary>
    public abstract void Store(CanonicalContext cx, uint address, in ComponentValue value);

    /// <summary>Canonical ABI: <c>lower_flat</c>.</summary>
    public abstract void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value);
}
