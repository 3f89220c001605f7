using Whorl.Components.Abi.Shapes;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Abi;

/// <summary>
/// How the values of an async lowering lie, against those of a synchronous one, which is what the glue of host functions reads and writes:
/// more than four flat parameters come through memory, and any result goes there.
/// </summary>
internal sealed class AsyncLayout
{
    private readonly ComponentFuncType _type;
    private readonly TupleType? _spilled;
    private readonly int _asyncCount;

    public AsyncLayout(ComponentFuncType type)
    {
        _type = type;
        var count = type.Parameters.Sum(p => p.Type.FlatTypes.Length);
        FlatCount = count > FlatSignature.MaxParameters ? 1 : count;
        _asyncCount = count > FlatSignature.MaxAsyncParameters ? 1 : count;
        _spilled = FlatCount == _asyncCount ? null : new TupleType([.. type.Parameters.Select(p => p.Type)]);
    }

    /// <summary>Where a synchronous call would find the pointer to a long result.</summary>
    public int FlatCount { get; }

    /// <summary>Gives the values of an async call as a synchronous call would have them.</summary>
    public void ToSync(CanonicalContext cx, ReadOnlySpan<ValRaw> values, Span<ValRaw> flat)
    {
        if (_spilled is null)
        {
            values[.._asyncCount].CopyTo(flat);
        }
        else
        {
            var pointer = values[0].U32;
            cx.CheckPointer(pointer, (uint)_spilled.Size, (uint)_spilled.Alignment);
            var writer = new FlatWriter(flat);
            RawLayout.Load(_spilled, cx.Memory, pointer, ref writer);
        }

        flat[FlatCount] = ResultPointer(values);
    }

    /// <summary>The pointer to where the result goes; of no meaning when there is no result.</summary>
    public ValRaw ResultPointer(ReadOnlySpan<ValRaw> values) => _type.Result is null ? default : values[_asyncCount];

    /// <summary>Puts a result that the glue has left in a flat value where the async call wants it.</summary>
    public void StoreResult(CanonicalContext cx, ReadOnlySpan<ValRaw> flat, uint pointer)
    {
        if (_type.Result is { FlatTypes.Length: <= FlatSignature.MaxResults } result)
        {
            cx.CheckPointer(pointer, (uint)result.Size, (uint)result.Alignment);
            if (!result.FlatTypes.IsEmpty)
            {
                RawLayout.Store(result, cx.Memory, pointer, flat[0]);
            }
        }
    }
}
