namespace Whorl.Runtime.Scheduling;

/// <content>Threads of the pool that run a guest themselves instead of waking a thread for it.</content>
public sealed partial class GuestScheduler
{
    /// <summary>Jobs of a lane that take the ordinary way after one of its guests held a visiting thread up.</summary>
    internal const int JobsAfterHold = 256;

    private readonly List<GuestThread> _visitors = [];
    private readonly Stack<GuestThread> _spareVisitors = new();
    private int _heldVisitors;
    private int _visiting;

    /// <summary>
    /// Runs a job at once on the calling thread, one of the thread pool. Most guests are done in microseconds, and the way through another
    /// thread would cost as much as they do. A visitor needs no slot, as its thread is busy anyway. A guest that waits, or computes for long,
    /// holds the thread up: then the pool gets another one, the lane's next jobs go to the scheduler's own threads, and there are never more
    /// threads held up than there are slots.
    /// </summary>
    /// <param name="lane">The component's queue.</param>
    /// <param name="job">The job.</param>
    /// <param name="onCounted">Called before the job begins, when it counts as one that runs.</param>
    /// <returns>False when the job has to be scheduled instead; it was not run.</returns>
    public bool TryVisit(GuestLane lane, GuestJob job, Action? onCounted = null)
    {
        if (GuestThread.Current is not null)
        {
            return false;
        }

        GuestThread thread;
        lock (_gate)
        {
            if (_stopped || _heldVisitors >= Options.Slots || _visitors.Count >= Options.MaxVisitors || _threads.Count >= _maxThreads || !lane.TryVisit())
            {
                return false;
            }

            thread = BeginVisit(lane, job);
        }

        try
        {
            onCounted?.Invoke();
            thread.Visit();
        }
        finally
        {
            EndVisit(thread);
        }

        return true;
    }

    /// <summary>Looks for visiting guests that have computed since the look before the last. Called by one thread at a time.</summary>
    internal void InspectVisits()
    {
        int held = 0;
        lock (_gate)
        {
            foreach (GuestThread visitor in _visitors)
            {
                if (++visitor.VisitAge > 2)
                {
                    held += NoteHold(visitor);
                }
            }
        }

        PoolReserve.Change(held);
    }

    private GuestThread BeginVisit(GuestLane lane, GuestJob job)
    {
        GuestThread thread = _spareVisitors.TryPop(out GuestThread? spare) ? spare : new GuestThread(this, isVisitor: true);
        thread.Index = _threads.Count;
        _threads.Add(thread);
        _visitors.Add(thread);
        _visiting++;
        thread.VisitAge = 0;
        thread.Lane = lane;
        thread.Job = job;
        return thread;
    }

    private void EndVisit(GuestThread thread)
    {
        GuestThread? wake;
        bool wasHeld;
        lock (_gate)
        {
            GuestLane lane = thread.Lane!;
            lane.Concurrent--;
            LeaveSlot(thread);
            RemoveThread(thread);
            _visitors.Remove(thread);
            wasHeld = thread.IsHeld;
            thread.IsHeld = false;
            _heldVisitors -= wasHeld ? 1 : 0;
            thread.Job = null;
            thread.Lane = null;
            _spareVisitors.Push(thread);
            Offer(lane);
            wake = Assign();
        }

        PoolReserve.Change(wasHeld ? -1 : 0);
        WakeAll(wake, except: null);
    }

    /// <summary>Takes note of a guest that waits, or computes for long. With the lock held.</summary>
    /// <returns>1 if the thread was not known to be held up, and else 0: by how much the pool's reserve has to change.</returns>
    private int NoteHold(GuestThread thread)
    {
        if (thread is not { IsVisitor: true, IsHeld: false })
        {
            return 0;
        }

        thread.IsHeld = true;
        _heldVisitors++;
        thread.Lane!.BarVisits(JobsAfterHold);
        return 1;
    }
}
