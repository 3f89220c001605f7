using System.Diagnostics;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Components.Tasks;

/// <summary>
/// Canonical ABI: <c>Task</c>, one call into a component instance. A task runs guest code on the thread that is in the store's loop, and
/// between callbacks it is nothing but this object.
/// </summary>
internal sealed partial class GuestTask : LoopWork
{
    private ContextSlots _slots;
    private int _borrows;

    /// <summary>The instance that the task runs in.</summary>
    public ComponentInstance Instance { get; private set; } = null!;

    /// <summary>The function that it runs; null for a destructor.</summary>
    public GuestFunction? Function { get; private set; }

    /// <summary>The part of the instance that it runs in.</summary>
    public ComponentState Component { get; private set; } = null!;

    /// <summary>What the host keeps for the task.</summary>
    public object? HostState { get; private set; }

    public TaskPhase Phase { get; private set; }

    /// <summary>Whether the function's type is async, so that its caller expects it to wait.</summary>
    public bool IsAsyncTyped => Function is { Type.IsAsync: true };

    /// <summary>The task that ran when this one started to run, on the same thread.</summary>
    public GuestTask? Below { get; private set; }

    /// <summary>Who gets the thread back when the task stops running.</summary>
    public TaskOrigin Origin { get; private set; }

    /// <summary>Lifts and lowers for the function.</summary>
    public CanonicalContext Context => Instance.Context(Function!.ContextIndex);

    private ITaskCaller Caller { get; set; } = null!;

    /// <summary>Prepares a synchronous call, which a frame on the stack runs from beginning to end.</summary>
    public void Prepare(ComponentInstance instance, GuestFunction? function, ComponentState component)
    {
        Debug.Assert(Below is null && _borrows == 0, "A task is used for one call at a time.");
        Instance = instance;
        Function = function;
        Component = component;
        HostState = instance.Loop.Top?.HostState;
        Phase = TaskPhase.Started;
        Origin = TaskOrigin.WaitingCaller;
    }

    /// <summary>Prepares a call by another guest or by the host.</summary>
    public void Prepare(ComponentInstance instance, GuestFunction function, ITaskCaller caller, TaskOrigin origin, object? hostState)
    {
        Instance = instance;
        Function = function;
        Component = instance.Components[function.Options.ComponentInstance];
        Caller = caller;
        Phase = TaskPhase.Initial;
        Origin = origin;
        HostState = hostState;
    }

    public void AddBorrow() => _borrows++;

    public void DropBorrow() => _borrows--;

    /// <summary>Checks that the callee has dropped every handle that it was lent.</summary>
    public void CheckReturned()
    {
        if (_borrows > 0)
        {
            throw new GuestTrapException($"{TrapText.BorrowsRemain}: {_borrows} of them");
        }
    }

    /// <summary>Canonical ABI: <c>task.return</c>.</summary>
    public void Return(ReadOnlySpan<ValRaw> flat, bool inMemory)
    {
        CheckNotResolved();
        Resolve(flat, inMemory);
    }

    /// <summary>Canonical ABI: <c>task.cancel</c>.</summary>
    public void AcknowledgeCancellation()
    {
        CheckNotResolved();
        if (Phase != TaskPhase.CancelDelivered)
        {
            throw new GuestTrapException("`task.cancel` called by task which has not been cancelled");
        }

        CheckReturned();
        Phase = TaskPhase.Resolved;
        Caller.Cancelled(this);
    }

    /// <summary>
    /// Begins to run on this thread: what the task keeps for its component instance takes the place of what another task, further out,
    /// keeps there.
    /// </summary>
    public void Push(out TaskFrame frame)
    {
        var loop = Instance.Loop;
        frame = new TaskFrame(Component.Current, Component.ContextSlots);
        Below = loop.Top;
        loop.Top = this;
        Component.Current = this;
        Component.ContextSlots = _slots;
    }

    /// <summary>Stops running on this thread.</summary>
    public void Pop(in TaskFrame frame)
    {
        _slots = Component.ContextSlots;
        Component.ContextSlots = frame.Slots;
        Component.Current = frame.Task;
        Instance.Loop.Top = Below;
        Below = null;
    }

    /// <summary>Makes the task ready for another call, once a synchronous one has ended.</summary>
    public void Reset()
    {
        _slots = default;
        _borrows = 0;
        Function = null;
        HostState = null;
    }

    /// <summary>The same, for a call that the task has run to its end; false when it still has something to do.</summary>
    public bool TryReset()
    {
        if (!_isOver || _queued)
        {
            return false;
        }

        Reset();
        _isOver = false;
        _parameters = null;
        return true;
    }

    private void CheckNotResolved()
    {
        if (Phase == TaskPhase.Resolved)
        {
            throw new GuestTrapException("`task.return` or `task.cancel` called more than once for current task");
        }
    }

    private void Resolve(ReadOnlySpan<ValRaw> flat, bool inMemory)
    {
        Instance.ResetLiftBudget();
        Phase = TaskPhase.Resolved;
        Caller.Return(this, flat, inMemory);
    }
}
