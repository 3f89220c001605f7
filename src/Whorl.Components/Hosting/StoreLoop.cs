using Whorl.Components.Abi;
using Whorl.Components.Tasks;

namespace Whorl.Components.Hosting;

/// <summary>
/// The event loop of a component instance's store. Tasks of guests and what the host completes for them take turns in it. At most one
/// thread is in the loop at a time; any thread may post work to it, and the <see cref="Scheduler"/> finds a thread when none is in it.
/// </summary>
public sealed partial class StoreLoop
{
    private LoopQueue _ready;
    private ComponentState? _within;
    private ulong _lastTask;
    private int _tasks;
    private int _hostOperations;

    internal StoreLoop(ComponentInstance instance) => Instance = instance;

    /// <summary>The component instance.</summary>
    public ComponentInstance Instance { get; }

    /// <summary>How many calls from the host have not come to their end: neither returned and exited, nor failed. Only on the loop.</summary>
    public int ActiveCalls => _calls.Count;

    /// <summary>
    /// Whether there are tasks that can go on only if another call comes: nothing is ready, the host owes no completion, and holds no
    /// end of a stream or future. Only on the loop.
    /// </summary>
    public bool IsStuck => _tasks > 0 && _ready.IsEmpty && !HasPosted && !IsHostDue;

    /// <summary>What the host keeps for the task that runs now (<see cref="GuestTaskCall.State"/>); null if nothing, or none runs. Only on the loop.</summary>
    public object? TaskState => Top?.HostState;

    /// <summary>Whether a guest is in the middle of a turn, such as in a call of a host function. Only on the loop.</summary>
    public bool IsInGuest => Top is not null;

    /// <summary>The task that runs on this thread, innermost.</summary>
    internal GuestTask? Top { get; set; }

    /// <summary>Whether something outside the store may yet make a task ready.</summary>
    private bool IsHostDue => _hostOperations > 0 || _actingEnds > 0;

    internal void Enqueue(LoopWork work)
    {
        // Frames that wait on top of each other end in the opposite order; those who wait to enter are let in as they came all the same.
        if (work is GuestTask { Wait: TaskWait.Entry } task)
        {
            _ready.AddEntrant(task);
        }
        else
        {
            _ready.Add(work);
        }
    }

    /// <summary>Counts a task that has begun.</summary>
    /// <returns>Its number.</returns>
    internal ulong AddTask()
    {
        _tasks++;
        return ++_lastTask;
    }

    internal void RemoveTask() => _tasks--;

    /// <summary>Counts an operation that the host has begun for a guest, and whose completion will be posted.</summary>
    /// <exception cref="GuestTrapException">There are too many of them.</exception>
    internal void BeginHostOperation()
    {
        var limit = Instance.Linked.Limits.HostOperations;
        if (_hostOperations >= limit)
        {
            throw new GuestTrapException($"the guest waits for too many operations of the host at once: the limit is {limit}");
        }

        _hostOperations++;
    }

    internal void EndHostOperation() => _hostOperations--;

    /// <summary>
    /// Waits in the middle of a guest's call, while other tasks of the store run further in on this thread. Which of them may run is the
    /// canonical ABI's to say: while a synchronous function waits, only tasks of its own component instance.
    /// </summary>
    /// <returns>False when a guest failed, and the store keeps the cause.</returns>
    internal bool Block<T>(T state, Func<T, bool> isOver)
    {
        if (isOver(state))
        {
            return true;
        }

        var (pause, outer) = BeginNested();
        while (!isOver(state))
        {
            if (!Step(_within))
            {
                return false;
            }
        }

        EndNested(pause, outer);
        return true;
    }

    /// <summary>Lets every other task that is ready have a turn, in the middle of a guest's call.</summary>
    /// <returns>False when a guest failed, and the store keeps the cause.</returns>
    internal bool Yield()
    {
        CheckNotEnding();
        var (pause, outer) = BeginNested();
        TakePosted();
        var end = new EndOfTurn();
        _ready.Add(end);
        while (_ready.Take(_within, end) is { } work)
        {
            if (!work.Execute())
            {
                return false;
            }
        }

        _ready.Remove(end);
        EndNested(pause, outer);
        return true;
    }

    private (LoopPause Pause, (GuestTask? Base, ComponentState? Within) Outer) BeginNested()
    {
        ComponentInstance.CheckStack();
        var outer = (_base, _within);
        var pause = new LoopPause(this, _base, _within);
        _base = Top;
        _within = pause.Within;
        return (pause, outer);
    }

    private void EndNested(in LoopPause pause, (GuestTask? Base, ComponentState? Within) outer)
    {
        (_base, _within) = outer;
        pause.End(Instance);
        Scheduler.OnTurn(this, TaskState);
    }

    /// <summary>Does one piece of work, or waits for some.</summary>
    private bool Step(ComponentState? within)
    {
        CheckNotEnding();
        TakePosted();
        if (_ready.Take(within) is { } work)
        {
            return work.Execute();
        }

        if (within is not null)
        {
            throw new GuestTrapException("cannot block a synchronous task before returning");
        }

        if (!IsHostDue)
        {
            throw new GuestTrapException("deadlock detected: event loop cannot make further progress");
        }

        WaitForPost();
        return true;
    }

    private void CheckNotEnding()
    {
        Abortion.ThrowIfCancellationRequested();
        if (Instance.IsPoisoned)
        {
            throw Instance.EndCause;
        }
    }
}
