using System.Diagnostics;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Components.Tasks;

/// <content>The canonical ABI's <c>canon_lift</c>: entering, running, calling back, leaving.</content>
internal sealed partial class GuestTask
{
    // Canonical ABI: CallbackCode, in the low bits of what the guest returns; the rest is a waitable set.
    private const uint ExitCode = 0;
    private const uint YieldCode = 1;
    private const uint WaitCode = 2;
    private const int CodeBits = 4;

    private WaitableSet? _set;
    private ValRaw[]? _parameters;
    private bool _queued;
    private bool _isOver;

    /// <summary>What the task waits for, while none of its code is on the stack.</summary>
    public TaskWait Wait { get; private set; }

    /// <summary>Tasks are numbered as they come.</summary>
    public ulong Number { get; private set; }

    /// <summary>Whether the task can go on now.</summary>
    public bool IsReady => Wait switch
    {
        TaskWait.Entry => !Component.HasBackpressure && Component.IsNextEntrant(this),
        TaskWait.FirstTurn => true,
        TaskWait.Turn => Component.Exclusive is null,
        TaskWait.Event => Component.Exclusive is null && _set!.HasEvent,
        _ => false,
    };

    /// <summary>Whether the task could go on, were it not for another that has its component instance to itself.</summary>
    public bool IsExcluded => Component.Exclusive is not null && (Wait == TaskWait.Turn || (Wait == TaskWait.Event && _set!.HasEvent));

    /// <summary>Whether the task is at a point where a synchronous call in its component instance may let it run (canonical ABI: it has a thread there).</summary>
    public bool IsResumable => Wait is TaskWait.Turn or TaskWait.Event && IsReady;

    /// <summary>Puts the task into the loop's queue, to go on when it is ready.</summary>
    public void Enqueue()
    {
        if (!_queued)
        {
            _queued = true;
            Instance.Loop.Enqueue(this);
        }
    }

    /// <summary>The loop has taken the task from its queue without running it, since it is not ready; what makes it ready queues it again.</summary>
    public void Dequeued() => _queued = false;

    /// <summary>Runs the function, if its component instance lets it in now; otherwise the task waits to enter.</summary>
    /// <param name="later">Whether the function is to run in a turn of its own, because it may wait where its caller cannot.</param>
    /// <returns>False when a guest failed, and the store keeps the cause.</returns>
    public bool Begin(bool later)
    {
        Number = Instance.Loop.AddTask();
        if (IsAsyncTyped && !Component.TryEnter(this))
        {
            Wait = TaskWait.Entry;
            return true;
        }

        return Run(later);
    }

    /// <summary>Goes on with what the task waited for, in a turn of its own.</summary>
    internal override bool Execute()
    {
        Debug.Assert(IsReady, "The loop runs what is ready.");
        _queued = false;
        Instance.Loop.Scheduler.OnTurn(Instance.Loop, HostState);
        var wait = Wait;
        Wait = TaskWait.None;
        Origin = TaskOrigin.Loop;
        var entered = Instance.EnterFromLoop(Function!.HostEntering);
        var succeeded = wait switch
        {
            TaskWait.Entry => Admit(),
            TaskWait.FirstTurn => RunFunction(_parameters),
            TaskWait.Turn => Resume(default),
            _ => Resume(TakeEvent()),
        };
        Instance.LeaveToLoop(Function!.HostEntering, entered);
        return succeeded;
    }

    /// <inheritdoc/>
    protected internal override void Run() => throw new UnreachableException();

    /// <summary>Canonical ABI: <c>request_cancellation</c>.</summary>
    /// <param name="caller">Who asks: a guest's component instance, or null for the host.</param>
    /// <returns>False when a guest failed, and the store keeps the cause.</returns>
    public bool RequestCancellation(Abi.ComponentState? caller)
    {
        if (Phase == TaskPhase.Initial)
        {
            Component.RemoveEntrant(this);
            Wait = TaskWait.None;
            Phase = TaskPhase.Resolved;
            Instance.Loop.RemoveTask();
            Caller.Cancelled(this);
            Caller.Exited(this);
            return true;
        }

        if (Phase != TaskPhase.Started)
        {
            return true;
        }

        Phase = TaskPhase.PendingCancel;
        var entering = caller is null ? Function!.HostEntering : EnteringSets.Between(Instance.Linked.Plan, caller.Index, Component.Index);
        var isFirst = Wait == TaskWait.FirstTurn;
        if (!(isFirst ? Function!.Options.IsAsync : IsCancellable) || !Instance.MayEnter(entering))
        {
            return true;
        }

        StopWaiting();
        Origin = TaskOrigin.AsyncCaller;
        Instance.Enter(entering);
        var succeeded = isFirst ? RunFunction(_parameters) : Resume(DeliverCancellation());
        Instance.Leave(entering);
        return succeeded;
    }

    private bool IsCancellable => Wait is TaskWait.Turn or TaskWait.Event && Component.Exclusive is null;

    private bool Admit()
    {
        Component.RemoveEntrant(this);
        return Run(later: false);
    }

    private bool Run(bool later)
    {
        if (IsAsyncTyped)
        {
            Component.Exclusive = this;
        }

        Phase = TaskPhase.Started;
        FlatBuffer buffer = default;
        Span<ValRaw> flat = later ? _parameters = new ValRaw[FlatBuffer.Length] : buffer;
        Context.Task = this;
        Caller.Start(this, flat);
        Context.Task = null;
        if (!later)
        {
            return RunFunction(flat);
        }

        Wait = TaskWait.FirstTurn;
        Enqueue();
        return true;
    }

    private bool RunFunction(Span<ValRaw> flat)
    {
        var function = Function!;
        if (!RunCode(Instance.Function(function.Index), flat[..function.SlotCount]))
        {
            return false;
        }

        if (function.Options.IsAsync)
        {
            return Continue(flat[0].U32);
        }

        var returned = flat[0];
        Resolve(flat, function.IsResultSpilled);
        if (function.Options.PostReturn is not null)
        {
            Push(out var frame);
            Instance.CallPostReturn(function, returned);
            Pop(frame);
        }

        Exit();
        return true;
    }

    private bool RunCode(Func code, Span<ValRaw> values)
    {
        Push(out var frame);
        var succeeded = code.TryCall(Instance.Store, values);
        Pop(frame);
        return succeeded;
    }

    /// <summary>Calls back, and again as long as the guest must not wait.</summary>
    private bool Resume(WaitableEvent happened)
    {
        if (IsAsyncTyped)
        {
            Component.Exclusive = this;
        }

        Span<ValRaw> values =
        [
            ValRaw.FromU32((uint)happened.Code), ValRaw.FromU32(happened.Handle), ValRaw.FromU32(happened.Payload),
        ];
        return RunCode(Instance.Function(Instance.Linked.Sources.Callback(Function!.Options.Callback!.Value)), values)
            && Continue(values[0].U32);
    }

    /// <summary>Does what the guest's function or callback has returned.</summary>
    private bool Continue(uint packed)
    {
        var code = packed & ((1 << CodeBits) - 1);
        switch (code)
        {
            case ExitCode:
                if (Phase != TaskPhase.Resolved)
                {
                    throw new GuestTrapException("async-lifted export failed to produce a result: it exited before `task.return` or `task.cancel`");
                }

                Exit();
                return true;
            case YieldCode:
                break;
            case WaitCode:
                _set = Component.Handles.WaitableSet(packed >> CodeBits);
                break;
            default:
                throw new GuestTrapException($"unsupported callback code: {code}");
        }

        Component.ReleaseExclusive();
        if (Phase == TaskPhase.PendingCancel)
        {
            return Resume(DeliverCancellation());
        }

        if (code == YieldCode)
        {
            Wait = TaskWait.Turn;
            Enqueue();
        }
        else
        {
            Wait = TaskWait.Event;
            _set!.AddWaiter(this);
        }

        return true;
    }

    private WaitableEvent TakeEvent()
    {
        var set = _set!;
        _set = null;
        set.RemoveWaiter(this);
        return set.TakeEvent();
    }

    private void StopWaiting()
    {
        _set?.RemoveWaiter(this);
        _set = null;
        Wait = TaskWait.None;
    }

    private WaitableEvent DeliverCancellation()
    {
        _set = null;
        Phase = TaskPhase.CancelDelivered;
        return new WaitableEvent(EventCode.TaskCancelled, 0, 0);
    }

    private void Exit()
    {
        if (IsAsyncTyped)
        {
            Component.ReleaseExclusive();
        }

        _isOver = true;
        Instance.Loop.RemoveTask();
        Caller.Exited(this);
    }
}
