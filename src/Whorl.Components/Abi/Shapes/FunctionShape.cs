using System.Collections.Immutable;
using Whorl.Components.Hosting;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Abi.Shapes;

/// <summary>A function type made ready for calls: how its parameters and its result travel.</summary>
internal sealed class FunctionShape
{
    private readonly ImmutableArray<ValueShape> _parameters;
    private readonly ValueShape? _result;
    private readonly TupleType _tuple;
    private readonly int _flatCount;

    public FunctionShape(ComponentFuncType type, ShapeTable shapes)
    {
        _parameters = [.. type.Parameters.Select(p => shapes.Of(p.Type))];
        _result = type.Result is { } result ? shapes.Of(result) : null;
        _tuple = new TupleType([.. type.Parameters.Select(p => p.Type)]);
        _flatCount = _parameters.Sum(p => p.FlatCount);
    }

    public int ParameterCount => _parameters.Length;

    public bool HasResult => _result is not null;

    /// <summary>Whether a synchronous call's result goes through memory.</summary>
    public bool IsResultSpilled => _result is { FlatCount: > FlatSignature.MaxResults };

    /// <summary>Canonical ABI: <c>lift_flat_values</c>, of the parameters.</summary>
    /// <param name="cx">The caller.</param>
    /// <param name="flat">Its flat values.</param>
    /// <param name="values">Where the values go.</param>
    /// <param name="isAsync">Whether the caller has lowered the function as async.</param>
    public void LiftParameters(CanonicalContext cx, ReadOnlySpan<ValRaw> flat, Span<ComponentValue> values, bool isAsync = false)
    {
        var reader = new FlatReader(flat);
        if (!IsSpilled(isAsync))
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = _parameters[i].Lift(cx, ref reader);
            }

            return;
        }

        var pointer = reader.U32();
        cx.CheckPointer(pointer, (uint)_tuple.Size, (uint)_tuple.Alignment);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _parameters[i].Load(cx, pointer + (uint)_tuple.Offsets[i]);
        }
    }

    /// <summary>Canonical ABI: <c>lower_flat_values</c>, of the parameters.</summary>
    public void LowerParameters(CanonicalContext cx, ReadOnlySpan<ComponentValue> values, Span<ValRaw> flat)
    {
        var writer = new FlatWriter(flat);
        if (!IsSpilled(isAsync: false))
        {
            for (var i = 0; i < values.Length; i++)
            {
                _parameters[i].Lower(cx, ref writer, values[i]);
            }

            return;
        }

        var pointer = cx.Realloc((uint)_tuple.Alignment, (uint)_tuple.Size);
        for (var i = 0; i < values.Length; i++)
        {
            _parameters[i].Store(cx, pointer + (uint)_tuple.Offsets[i], values[i]);
        }

        writer.Write(pointer);
    }

    /// <summary>Lifts the result of a lifted function from what its core function returned, or gave to <c>task.return</c>.</summary>
    /// <param name="cx">The callee.</param>
    /// <param name="flat">Its flat values.</param>
    /// <param name="inMemory">Whether the first of them points to the result.</param>
    public ComponentValue LiftResult(CanonicalContext cx, ReadOnlySpan<ValRaw> flat, bool inMemory)
    {
        if (_result is null)
        {
            return default;
        }

        var reader = new FlatReader(flat);
        if (!inMemory)
        {
            return _result.Lift(cx, ref reader);
        }

        var pointer = reader.U32();
        cx.CheckPointer(pointer, _result.Size, _result.Alignment);
        return _result.Load(cx, pointer);
    }

    /// <summary>Lowers the result of a lowered function to where its caller wants it: the first flat value, or the memory that the last one names.</summary>
    /// <param name="cx">The caller.</param>
    /// <param name="value">The result.</param>
    /// <param name="flat">The caller's flat values.</param>
    /// <param name="isAsync">Whether the caller has lowered the function as async.</param>
    public void LowerResult(CanonicalContext cx, in ComponentValue value, Span<ValRaw> flat, bool isAsync = false)
    {
        if (_result is null)
        {
            return;
        }

        if (!isAsync && !IsResultSpilled)
        {
            var writer = new FlatWriter(flat);
            _result.Lower(cx, ref writer, value);
            return;
        }

        var pointer = flat[IsSpilled(isAsync) ? 1 : _flatCount].U32;
        cx.CheckPointer(pointer, _result.Size, _result.Alignment);
        _result.Store(cx, pointer, value);
    }

    private bool IsSpilled(bool isAsync) => _flatCount > (isAsync ? FlatSignature.MaxAsyncParameters : FlatSignature.MaxParameters);
}
