using Whorl.Wasmtime;

namespace Whorl.Components.Abi.Shapes;

/// <summary>
/// Reads flat values one after another. All core types lie at the start of a slot, so a value that shares its slot with
/// another type of the same variant (canonical ABI: <c>join</c>) is read as what it is.
/// </summary>
internal ref struct FlatReader(ReadOnlySpan<ValRaw> values)
{
    private readonly ReadOnlySpan<ValRaw> _values = values;

    public int Position { get; set; }

    public uint U32() => _values[Position++].U32;

    public ulong U64() => _values[Position++].U64;
}
