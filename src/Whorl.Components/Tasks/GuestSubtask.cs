using System.Runtime.CompilerServices;
using Whorl.Components.Abi;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Tasks;

/// <summary>A guest's call of another guest's function: passes values from the caller's memory to the callee's, and back.</summary>
/// <param name="caller">Lifts and lowers for the caller.</param>
/// <param name="shape">The function's type.</param>
/// <param name="isAsync">Whether the caller has lowered the function as async.</param>
internal sealed class GuestSubtask(CanonicalContext caller, FunctionShape shape, bool isAsync) : Subtask, ITaskCaller
{
    private FlatBuffer _values;
    private GuestTask _task = null!;

    /// <summary>The flat result of a synchronous call.</summary>
    public ref ValRaw Result => ref _values[0];

    /// <param name="task">The call at the callee's side.</param>
    /// <param name="values">The caller's flat values, which are gone when the call starts late.</param>
    public void Bind(GuestTask task, ReadOnlySpan<ValRaw> values)
    {
        _task = task;
        values.CopyTo(_values);
    }

    void ITaskCaller.Start(GuestTask task, Span<ValRaw> flat)
    {
        var callee = task.Context;
        var instance = caller.Instance;
        var depth = instance.Lends.Depth;
        instance.ResetLiftBudget();
        ParameterBuffer buffer = default;
        Span<ComponentValue> parameters = shape.ParameterCount <= ParameterBuffer.Length
            ? ((Span<ComponentValue>)buffer)[..shape.ParameterCount]
            : new ComponentValue[shape.ParameterCount];
        shape.LiftParameters(caller, _values, parameters, isAsync);
        Progress(SubtaskState.Started);
        shape.LowerParameters(callee, parameters, flat);
        TakeLends(ref instance.Lends, depth);
    }

    void ITaskCaller.Return(GuestTask task, ReadOnlySpan<ValRaw> flat, bool inMemory)
    {
        var result = shape.LiftResult(task.Context, flat, inMemory);
        task.CheckReturned();
        shape.LowerResult(caller, result, _values, isAsync);
        Progress(SubtaskState.Returned);
    }

    void ITaskCaller.Cancelled(GuestTask task) =>
        Progress(State == SubtaskState.Starting ? SubtaskState.CancelledBeforeStarted : SubtaskState.CancelledBeforeReturned);

    void ITaskCaller.Exited(GuestTask task)
    {
    }

    protected override bool Cancel(ComponentState component) => _task.RequestCancellation(component);

    [InlineArray(Length)]
    private struct ParameterBuffer
    {
        internal const int Length = 8;

        private ComponentValue _first;
    }
}
