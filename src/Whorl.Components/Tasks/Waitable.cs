using System.Diagnostics;

namespace Whorl.Components.Tasks;

/// <summary>Something with a handle that events happen to: a subtask, or an end of a stream or future.</summary>
internal abstract class Waitable
{
    /// <summary>The handle under which its component instance knows it; zero while it has none.</summary>
    public uint Handle { get; set; }

    /// <summary>The set that it is in.</summary>
    public WaitableSet? Set { get; private set; }

    /// <summary>Whether a task waits for this very waitable, so that it cannot be put into a set.</summary>
    public bool HasSyncWaiter { get; set; }

    /// <summary>Whether an event is waiting to be delivered. A later one replaces it.</summary>
    public bool HasEvent { get; private set; }

    /// <summary>Neighbours among the waitables of the set that have events.</summary>
    internal Waitable? NextReady { get; set; }

    internal Waitable? PreviousReady { get; set; }

    /// <summary>Takes the event, which may change the waitable's state.</summary>
    public WaitableEvent TakeEvent()
    {
        Debug.Assert(HasEvent, "Only a pending event can be taken.");
        Set?.RemoveReady(this);
        HasEvent = false;
        return MakeEvent();
    }

    /// <summary>Canonical ABI: <c>Waitable.join</c>.</summary>
    public void Join(WaitableSet? set)
    {
        if (Set is { } old)
        {
            if (HasEvent)
            {
                old.RemoveReady(this);
            }

            old.Count--;
        }

        Set = set;
        if (set is not null)
        {
            set.Count++;
            if (HasEvent)
            {
                set.AddReady(this);
            }
        }
    }

    protected void SetEvent()
    {
        if (!HasEvent)
        {
            HasEvent = true;
            Set?.AddReady(this);
        }
    }

    /// <summary>Says what happened, at the moment when the guest is told.</summary>
    protected abstract WaitableEvent MakeEvent();
}
