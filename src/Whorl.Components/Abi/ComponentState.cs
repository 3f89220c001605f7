using Whorl.Components.Hosting;
using Whorl.Components.Tasks;

namespace Whorl.Components.Abi;

/// <summary>What one component instance (of a component and those nested in it) keeps at run time.</summary>
internal sealed class ComponentState(int index, int handleLimit)
{
    private const int MaxBackpressure = 1 << 16;

    private readonly LinkedList<GuestTask> _entrants = new();
    private ContextSlots _contextSlots;
    private int _backpressure;

    /// <summary>The instance's number in the link plan.</summary>
    public int Index { get; } = index;

    public HandleTable Handles { get; } = new(index, handleLimit);

    /// <summary>False while a realloc or post-return function runs: it must not call out.</summary>
    public bool MayLeave { get; set; } = true;

    /// <summary>False while a call is inside, and for good once one has trapped.</summary>
    public bool MayEnter { get; set; } = true;

    /// <summary>Whether code of the instance is on the stack, in a call that it does not expect to wait, so that nothing else may run in it.</summary>
    public bool IsStuck { get; set; }

    /// <summary>The task whose code runs here, innermost; null while only a start function does.</summary>
    public GuestTask? Current { get; set; }

    /// <summary>The task of an async function that has the instance to itself, until it returns to the loop.</summary>
    public GuestTask? Exclusive { get; set; }

    /// <summary>Whether no task of an async function may enter now.</summary>
    public bool HasBackpressure => _backpressure > 0 || Exclusive is not null;

    /// <summary>What the task that is inside keeps; set aside while a further one is inside.</summary>
    public ref ContextSlots ContextSlots => ref _contextSlots;

    /// <exception cref="GuestTrapException">The instance must not call out now.</exception>
    public void CheckMayLeave()
    {
        if (!MayLeave)
        {
            throw new GuestTrapException($"{TrapText.CannotLeave}: it is inside a realloc or post-return function");
        }
    }

    /// <summary>Counts how often the instance has asked for no further calls of async functions.</summary>
    /// <exception cref="GuestTrapException">The count leaves its range.</exception>
    public void AddBackpressure(int change)
    {
        _backpressure += change;
        if (_backpressure is < 0 or >= MaxBackpressure)
        {
            throw new GuestTrapException(
                $"backpressure counter overflow: the counter would be {_backpressure}, where 0 to {MaxBackpressure - 1} is allowed");
        }

        AdmitNext();
    }

    /// <summary>Lets a task of an async function in now, or puts it behind those that wait already (canonical ABI: <c>enter_implicit_thread</c>).</summary>
    public bool TryEnter(GuestTask task)
    {
        if (!HasBackpressure && _entrants.Count == 0)
        {
            return true;
        }

        _entrants.AddLast(task);
        return false;
    }

    public bool IsNextEntrant(GuestTask task) => _entrants.First?.Value == task;

    public void RemoveEntrant(GuestTask task)
    {
        _entrants.Remove(task);
        AdmitNext();
    }

    /// <summary>The task that had the instance to itself has come to a point where others may run.</summary>
    public void ReleaseExclusive()
    {
        Exclusive = null;
        AdmitNext();
    }

    private void AdmitNext()
    {
        if (!HasBackpressure && _entrants.First is { Value: var next })
        {
            next.Enqueue();
        }
    }
}
