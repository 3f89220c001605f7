using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Whorl.Components.Abi;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>
/// A guest's function, lowered for another guest: lifts from the caller and lowers to the callee, and back again.
/// Strings and lists of numbers go straight from memory to memory.
/// </summary>
internal sealed class AdapterCallee : CoreCallee
{
    private readonly GuestFunction _target;
    private readonly FunctionShape _shape;
    private readonly ImmutableArray<int> _entering;
    private readonly int _caller;
    private readonly int _callerContext;

    public AdapterCallee(Lowering lowering, GuestFunction target, ShapeTable shapes, ImmutableArray<int> entering, int callerContext)
        : base(lowering.CoreType)
    {
        _target = target;
        _shape = new FunctionShape(target.Type, shapes);
        _entering = entering;
        _caller = lowering.Options.ComponentInstance;
        _callerContext = callerContext;
    }

    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        instance.Components[_caller].CheckMayLeave();
        ComponentInstance.CheckStack();
        instance.Enter(_entering);
        var caller = instance.Context(_callerContext);
        var callee = instance.Context(_target.ContextIndex);
        var lends = instance.Lends.Depth;
        var scope = CallScope.Begin(callee, _target.TakesBorrows);

        FlatBuffer flat = default;
        PassParameters(caller, callee, values, flat);
        if (!instance.TryCallCore(_target, ((Span<ValRaw>)flat)[.._target.SlotCount]))
        {
            return false;
        }

        var returned = flat[0];

        instance.ResetLiftBudget();
        var result = _shape.LiftResult(callee, flat);
        callee.Task?.CheckReturned();
        _shape.LowerResult(caller, result, values);
        instance.CallPostReturn(_target, returned);

        scope.End(callee);
        instance.Leave(_entering);
        instance.Lends.Release(lends);
        return true;
    }

    private void PassParameters(CanonicalContext caller, CanonicalContext callee, ReadOnlySpan<ValRaw> values, Span<ValRaw> flat)
    {
        caller.Instance.ResetLiftBudget();
        ParameterBuffer buffer = default;
        Span<ComponentValue> parameters = _shape.ParameterCount <= ParameterBuffer.Length
            ? ((Span<ComponentValue>)buffer)[.._shape.ParameterCount]
            : new ComponentValue[_shape.ParameterCount];
        _shape.LiftParameters(caller, values, parameters);
        _shape.LowerParameters(callee, parameters, flat);
    }

    [InlineArray(Length)]
    private struct ParameterBuffer
    {
        internal const int Length = 8;

        private ComponentValue _first;
    }
}
