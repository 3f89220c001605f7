using Whorl.Components.Hosting;

namespace Whorl.Components.Tasks;

/// <summary>Waitables that a task waits for together. Their events are delivered in the order in which they came.</summary>
internal sealed class WaitableSet
{
    private List<GuestTask>? _waiters;
    private Waitable? _first;
    private Waitable? _last;

    /// <summary>How many waitables are in the set.</summary>
    public int Count { get; internal set; }

    /// <summary>How many tasks wait in the middle of their code, rather than between callbacks.</summary>
    public int BlockedWaiters { get; set; }

    public bool HasEvent => _first is not null;

    public WaitableEvent TakeEvent() => _first!.TakeEvent();

    public void AddWaiter(GuestTask task)
    {
        (_waiters ??= new(1)).Add(task);
        if (HasEvent)
        {
            task.Enqueue();
        }
    }

    public void RemoveWaiter(GuestTask task) => _waiters?.Remove(task);

    /// <summary>Canonical ABI: <c>WaitableSet.drop</c>.</summary>
    public void CheckDrop()
    {
        if (_waiters is { Count: > 0 } || BlockedWaiters > 0)
        {
            throw new GuestTrapException("cannot drop waitable set with waiters");
        }

        if (Count > 0)
        {
            throw new GuestTrapException($"cannot drop a waitable set that still has elements: {Count} of them");
        }
    }

    internal void AddReady(Waitable waitable)
    {
        waitable.PreviousReady = _last;
        waitable.NextReady = null;
        if (_last is null)
        {
            _first = waitable;
        }
        else
        {
            _last.NextReady = waitable;
        }

        _last = waitable;
        if (_waiters is not null)
        {
            foreach (var task in _waiters)
            {
                task.Enqueue();
            }
        }
    }

    internal void RemoveReady(Waitable waitable)
    {
        if (waitable.PreviousReady is { } previous)
        {
            previous.NextReady = waitable.NextReady;
        }
        else
        {
            _first = waitable.NextReady;
        }

        if (waitable.NextReady is { } next)
        {
            next.PreviousReady = waitable.PreviousReady;
        }
        else
        {
            _last = waitable.PreviousReady;
        }

        waitable.NextReady = waitable.PreviousReady = null;
    }
}
