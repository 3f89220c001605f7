namespace Whorl.Runtime.Scheduling;

/// <content>The ring of lanes that have work, all threads, and the stack of idle ones.</content>
public sealed partial class GuestScheduler
{
    private GuestLane? _ringHead;
    private GuestLane? _ringTail;
    private int _ringLength;
    private readonly List<GuestThread> _threads = [];
    private GuestThread? _idleHead;

    /// <summary>Puts a lane that has work at the end of the ring, unless it is in it.</summary>
    private void Offer(GuestLane lane)
    {
        if (lane.InRing || !lane.IsReady)
        {
            return;
        }

        lane.InRing = true;
        lane.NextInRing = null;
        if (_ringTail is null)
        {
            _ringHead = lane;
        }
        else
        {
            _ringTail.NextInRing = lane;
        }

        _ringTail = lane;
        _ringLength++;
    }

    private GuestLane TakeFromRing()
    {
        GuestLane lane = _ringHead!;
        _ringHead = lane.NextInRing;
        if (_ringHead is null)
        {
            _ringTail = null;
        }

        lane.NextInRing = null;
        lane.InRing = false;
        _ringLength--;
        return lane;
    }

    // Last in, first out: the thread that parked last has the warmest caches, and the others get to retire.
    private void PushIdle(GuestThread thread)
    {
        thread.IsIdle = true;
        thread.PreviousIdle = null;
        thread.NextIdle = _idleHead;
        if (_idleHead is not null)
        {
            _idleHead.PreviousIdle = thread;
        }

        _idleHead = thread;
        _idle++;
    }

    private GuestThread? PopIdle()
    {
        GuestThread? thread = _idleHead;
        if (thread is not null)
        {
            RemoveIdle(thread);
        }

        return thread;
    }

    private void RemoveIdle(GuestThread thread)
    {
        if (thread.PreviousIdle is null)
        {
            _idleHead = thread.NextIdle;
        }
        else
        {
            thread.PreviousIdle.NextIdle = thread.NextIdle;
        }

        if (thread.NextIdle is not null)
        {
            thread.NextIdle.PreviousIdle = thread.PreviousIdle;
        }

        thread.PreviousIdle = null;
        thread.NextIdle = null;
        thread.IsIdle = false;
        _idle--;
    }

    /// <summary>Takes a thread that has waited long enough out of service, unless work was assigned to it meanwhile.</summary>
    private bool TryRetire(GuestThread thread)
    {
        lock (_gate)
        {
            if (!thread.IsIdle)
            {
                return false;
            }

            RemoveIdle(thread);
            RemoveThread(thread);
            return true;
        }
    }

    private GuestThread? TryAddThread()
    {
        if (_threads.Count >= _maxThreads)
        {
            return null;
        }

        var thread = new GuestThread(this) { Index = _threads.Count };
        _threads.Add(thread);
        return thread;
    }

    private void RemoveThread(GuestThread thread)
    {
        GuestThread last = _threads[^1];
        _threads[thread.Index] = last;
        last.Index = thread.Index;
        _threads.RemoveAt(_threads.Count - 1);
    }
}
