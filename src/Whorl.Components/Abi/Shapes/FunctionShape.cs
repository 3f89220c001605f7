using System.Collections.Immutable;
using Whorl.Components.Hosting;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Abi.Shapes;

/// <summary>A function type made ready for synchronous calls: how its parameters and its result travel.</summary>
internal sealed class FunctionShape
{
    // Canonical ABI: MAX_FLAT_PARAMS and MAX_FLAT_RESULTS.
    internal const int MaxFlatParameters = 16;
    private const int MaxFlatResults = 1;

    private readonly ImmutableArray<ValueShape> _parameters;
    private readonly ValueShape? _result;
    private readonly TupleType? _spilledParameters;

    public FunctionShape(ComponentFuncType type, ShapeTable shapes)
    {
        _parameters = [.. type.Parameters.Select(p => shapes.Of(p.Type))];
        _result = type.Result is { } result ? shapes.Of(result) : null;
        FlatParameterCount = _parameters.Sum(p => p.FlatCount);
        if (FlatParameterCount > MaxFlatParameters)
        {
            _spilledParameters = new TupleType([.. type.Parameters.Select(p => p.Type)]);
            FlatParameterCount = 1;
        }
    }

    public int ParameterCount => _parameters.Length;

    /// <summary>How many flat values the parameters take, after spilling to memory.</summary>
    public int FlatParameterCount { get; }

    public bool HasResult => _result is not null;

    /// <summary>Whether the result goes through memory.</summary>
    public bool IsResultSpilled => _result is { FlatCount: > MaxFlatResults };

    /// <summary>Canonical ABI: <c>lift_flat_values</c>, of the parameters.</summary>
    public void LiftParameters(CanonicalContext cx, ReadOnlySpan<ValRaw> flat, Span<ComponentValue> values)
    {
        var reader = new FlatReader(flat);
        if (_spilledParameters is not { } tuple)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = _parameters[i].Lift(cx, ref reader);
            }

            return;
        }

        var pointer = reader.U32();
        cx.CheckPointer(pointer, (uint)tuple.Size, (uint)tuple.Alignment);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _parameters[i].Load(cx, pointer + (uint)tuple.Offsets[i]);
        }
    }

    /// <summary>Canonical ABI: <c>lower_flat_values</c>, of the parameters.</summary>
    public void LowerParameters(CanonicalContext cx, ReadOnlySpan<ComponentValue> values, Span<ValRaw> flat)
    {
        var writer = new FlatWriter(flat);
        if (_spilledParameters is not { } tuple)
        {
            for (var i = 0; i < values.Length; i++)
            {
                _parameters[i].Lower(cx, ref writer, values[i]);
            }

            return;
        }

        var pointer = cx.Realloc((uint)tuple.Alignment, (uint)tuple.Size);
        for (var i = 0; i < values.Length; i++)
        {
            _parameters[i].Store(cx, pointer + (uint)tuple.Offsets[i], values[i]);
        }

        writer.Write(pointer);
    }

    /// <summary>Lifts the result of a lifted function from what its core function returned.</summary>
    public ComponentValue LiftResult(CanonicalContext cx, ReadOnlySpan<ValRaw> flat)
    {
        if (_result is null)
        {
            return default;
        }

        var reader = new FlatReader(flat);
        if (!IsResultSpilled)
        {
            return _result.Lift(cx, ref reader);
        }

        var pointer = reader.U32();
        cx.CheckPointer(pointer, _result.Size, _result.Alignment);
        return _result.Load(cx, pointer);
    }

    /// <summary>Lowers the result of a lowered function to where its caller wants it: the first flat value, or the memory that the last one names.</summary>
    public void LowerResult(CanonicalContext cx, in ComponentValue value, Span<ValRaw> flat)
    {
        if (_result is null)
        {
            return;
        }

        if (!IsResultSpilled)
        {
            var writer = new FlatWriter(flat);
            _result.Lower(cx, ref writer, value);
            return;
        }

        var pointer = flat[FlatParameterCount].U32;
        cx.CheckPointer(pointer, _result.Size, _result.Alignment);
        _result.Store(cx, pointer, value);
    }
}
