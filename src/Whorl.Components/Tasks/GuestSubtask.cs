using System.Runtime.CompilerServices;
using Whorl.Components.Abi;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Components.Tasks;

/// <summary>A guest's call of another guest's function: passes values from the caller's memory to the callee's, and back.</summary>
internal sealed class GuestSubtask : Subtask, ITaskCaller
{
    private readonly GuestTask _task = new();
    private FlatBuffer _values;
    private CanonicalContext _caller = null!;
    private FunctionShape _shape = null!;
    private bool _isAsync;

    /// <summary>The call at the callee's side.</summary>
    public GuestTask Task => _task;

    /// <summary>The flat result of a synchronous call.</summary>
    public ref ValRaw Result => ref _values[0];

    /// <summary>Prepares a call.</summary>
    /// <param name="caller">Lifts and lowers for the caller.</param>
    /// <param name="target">The function.</param>
    /// <param name="shape">Its type.</param>
    /// <param name="isAsync">Whether the caller has lowered it as async.</param>
    /// <param name="values">The caller's flat values, which are gone when the call starts late.</param>
    public void Prepare(CanonicalContext caller, GuestFunction target, FunctionShape shape, bool isAsync, ReadOnlySpan<ValRaw> values)
    {
        (_caller, _shape, _isAsync) = (caller, shape, isAsync);
        values.CopyTo(_values);
        var instance = caller.Instance;
        _task.Prepare(
            instance, target, this, isAsync ? TaskOrigin.AsyncCaller : TaskOrigin.WaitingCaller, instance.Loop.Top?.HostState);
    }

    /// <summary>Makes the object ready for another call, if nobody holds on to it: the call was synchronous and its task is over.</summary>
    public bool TryReset()
    {
        if (!_task.TryReset())
        {
            return false;
        }

        ResetState();
        return true;
    }

    void ITaskCaller.Start(GuestTask task, Span<ValRaw> flat)
    {
        var callee = task.Context;
        var instance = _caller.Instance;
        var depth = instance.Lends.Depth;
        instance.ResetLiftBudget();
        ParameterBuffer buffer = default;
        Span<ComponentValue> parameters = _shape.ParameterCount <= ParameterBuffer.Length
            ? ((Span<ComponentValue>)buffer)[.._shape.ParameterCount]
            : new ComponentValue[_shape.ParameterCount];
        _shape.LiftParameters(_caller, _values, parameters, _isAsync);
        Progress(SubtaskState.Started);
        _shape.LowerParameters(callee, parameters, flat);
        TakeLends(ref instance.Lends, depth);
    }

    void ITaskCaller.Return(GuestTask task, ReadOnlySpan<ValRaw> flat, bool inMemory)
    {
        var result = _shape.LiftResult(task.Context, flat, inMemory);
        task.CheckReturned();
        _shape.LowerResult(_caller, result, _values, _isAsync);
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
