using System.Collections.Immutable;
using System.Diagnostics;
using Whorl.Components.Abi;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Tasks;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>
/// A guest's function, lowered for another guest: lifts from the caller and lowers to the callee, and back again. Strings and lists of
/// numbers go straight from memory to memory. Either side may be async.
/// </summary>
internal sealed class AdapterCallee : CoreCallee
{
    private readonly GuestFunction _target;
    private readonly FunctionShape _shape;
    private readonly ImmutableArray<int> _entering;
    private readonly int _caller;
    private readonly int _callerContext;
    private readonly bool _isAsync;
    private readonly bool _mayWait;
    private readonly bool _startsLater;

    /// <param name="lowering">The caller's side.</param>
    /// <param name="target">The callee's side.</param>
    /// <param name="shapes">Makes shapes.</param>
    /// <param name="entering">The component instances that the call enters.</param>
    /// <param name="callerContext">Which context lifts and lowers for the caller.</param>
    /// <param name="mayBlock">Whether the callee's component has means to wait in the middle of its code.</param>
    public AdapterCallee(
        Lowering lowering, GuestFunction target, ShapeTable shapes, ImmutableArray<int> entering, int callerContext, bool mayBlock)
        : base(lowering.CoreType)
    {
        _target = target;
        _shape = new FunctionShape(target.Type, shapes);
        _entering = entering;
        _caller = lowering.Options.ComponentInstance;
        _callerContext = callerContext;
        _isAsync = lowering.Options.IsAsync;

        _mayWait = !_isAsync && target.Type.IsAsync;

        // A callee that waits in the middle of its code keeps its caller's frame below it from going on, although the caller need not wait
        // for it. So it gets a turn of its own, as if it had yielded at once.
        _startsLater = _isAsync && target.Type.IsAsync && mayBlock;
    }

    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[_caller];
        owner.CheckMayLeave();
        if (_mayWait && owner.Current is not { IsAsyncTyped: true })
        {
            throw new GuestTrapException(
                "cannot block a synchronous task before returning: a function that is not async calls an async one and waits for it");
        }

        ComponentInstance.CheckStack();
        instance.Enter(_entering);
        var subtask = instance.RentSubtask();
        subtask.Prepare(instance.Context(_callerContext), _target, _shape, _isAsync, values);
        if (!subtask.Task.Begin(_startsLater))
        {
            return false;
        }

        instance.Leave(_entering);
        return _isAsync ? EndAsync(instance, owner, subtask, values) : EndSync(instance, subtask, values);
    }

    private static bool EndSync(ComponentInstance instance, GuestSubtask subtask, Span<ValRaw> values)
    {
        if (!instance.Loop.Block(subtask, static s => s.IsResolved))
        {
            return false;
        }

        Debug.Assert(subtask.State == SubtaskState.Returned, "Nobody can cancel a call that its caller waits for.");
        subtask.Deliver();
        if (!values.IsEmpty)
        {
            values[0] = subtask.Result;
        }

        instance.ReturnSubtask(subtask);
        return true;
    }

    private static bool EndAsync(ComponentInstance instance, ComponentState owner, GuestSubtask subtask, Span<ValRaw> values)
    {
        if (subtask.IsResolved)
        {
            subtask.Deliver();
            values[0].U64 = (uint)SubtaskState.Returned;
            instance.ReturnSubtask(subtask);
        }
        else
        {
            values[0].U64 = (uint)subtask.State | (owner.Handles.Add(HandleKind.Subtask, subtask) << SubtaskHandle.StateBits);
        }

        return true;
    }
}
