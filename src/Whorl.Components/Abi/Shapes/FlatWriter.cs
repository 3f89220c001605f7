using Whorl.Wasmtime;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Writes flat values one after another; 32-bit values are extended with zeros, as in a slot that a variant shares.</summary>
internal ref struct FlatWriter(Span<ValRaw> values)
{
    private readonly Span<ValRaw> _values = values;

    public int Position { get; private set; }

    public void Write(ulong bits) => _values[Position++].U64 = bits;

    /// <summary>Writes zeros up to the given position: the slots that a variant's case does not use.</summary>
    public void PadTo(int position)
    {
        while (Position < position)
        {
            Write(0);
        }
    }
}
