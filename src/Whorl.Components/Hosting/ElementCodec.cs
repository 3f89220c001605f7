using Whorl.Components.Abi;

namespace Whorl.Components.Hosting;

/// <summary>How one type of values travels through a stream or future: as it lies in a guest's memory.</summary>
/// <typeparam name="T">The type in the host.</typeparam>
/// <param name="signature">The canonical text of the type, such as <c>list&lt;string&gt;</c>; empty for a stream or future without an element type.</param>
/// <param name="size">Bytes of a value in memory.</param>
/// <param name="alignment">1, 2, 4 or 8.</param>
public abstract class ElementCodec<T>(string signature, uint size, uint alignment)
{
    /// <summary>The canonical text of the type.</summary>
    public string Signature { get; } = signature;

    /// <summary>Bytes of a value in a guest's memory.</summary>
    public uint Size { get; } = size;

    /// <summary>Alignment of a value in a guest's memory.</summary>
    public uint Alignment { get; } = alignment;

    /// <summary>Lifts a value. The address is aligned, and the value lies inside the memory.</summary>
    /// <exception cref="GuestTrapException">The value is none of the type.</exception>
    public abstract T Load(CanonicalContext context, uint address);

    /// <summary>Lowers a value. The address is aligned, and the value lies inside the memory; the guest may run, to allocate.</summary>
    public abstract void Store(CanonicalContext context, uint address, T value);

    /// <summary>Lifts values that lie one after another.</summary>
    internal virtual void LoadRange(CanonicalContext context, uint address, Span<T> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Load(context, address + ((uint)i * Size));
        }
    }

    /// <summary>Lowers values one after another.</summary>
    internal virtual void StoreRange(CanonicalContext context, uint address, ReadOnlySpan<T> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Store(context, address + ((uint)i * Size), values[i]);
        }
    }
}
