namespace Whorl.Runtime.Scheduling;

/// <summary>
/// The queue of one component. Lanes are served in turn, so that a component with a thousand calls waiting delays another one by a
/// single call. Every member is guarded by the scheduler's lock.
/// </summary>
public sealed class GuestLane
{
    private readonly LaneOptions _options;
    private readonly int _maxOverdue;
    private GuestJob? _head;
    private GuestJob? _tail;
    private GuestThread? _resumingHead;
    private GuestThread? _resumingTail;
    private int _barred;

    internal GuestLane(string name, LaneOptions options, int maxOverdue)
    {
        Name = name;
        _options = options;
        _maxOverdue = maxOverdue;
    }

    /// <summary>The component that this lane belongs to.</summary>
    public string Name { get; }

    /// <summary>The bounds of this lane.</summary>
    public LaneOptions Options => _options;

    /// <summary>Calls that wait for their turn now.</summary>
    public int Queued { get; private set; }

    /// <summary>Guests alive now.</summary>
    public int Concurrent { get; internal set; }

    internal int Overdue { get; set; }

    internal bool InRing { get; set; }

    internal GuestLane? NextInRing { get; set; }

    /// <summary>Whether a slot given to this lane now would be put to use.</summary>
    internal bool IsReady => (_resumingHead is not null && Overdue < _maxOverdue) || CanStart;

    internal bool CanStart => _head is not null && Concurrent < _options.MaxConcurrent && Overdue < _maxOverdue;

    /// <summary>Whether one more call may wait.</summary>
    internal bool HasRoom => Queued < _options.MaxQueued;

    internal void Queue(GuestJob job)
    {
        if (_barred > 0)
        {
            _barred--;
        }

        job.Next = null;
        if (_tail is null)
        {
            _head = job;
        }
        else
        {
            _tail.Next = job;
        }

        _tail = job;
        Queued++;
    }

    /// <summary>Counts a call that begins on a visiting thread, if one may.</summary>
    internal bool TryVisit()
    {
        if (_barred > 0 || _head is not null || Concurrent >= _options.MaxConcurrent || Overdue > 0)
        {
            return false;
        }

        Concurrent++;
        return true;
    }

    /// <summary>Has the next calls take the ordinary way.</summary>
    internal void BarVisits(int calls) => _barred = calls;

    internal void QueueResuming(GuestThread thread)
    {
        thread.NextResuming = null;
        if (_resumingTail is null)
        {
            _resumingHead = thread;
        }
        else
        {
            _resumingTail.NextResuming = thread;
        }

        _resumingTail = thread;
    }

    /// <summary>Takes a guest that wants to go on after it waited; what has begun comes before what has not.</summary>
    internal GuestThread? TakeResuming()
    {
        GuestThread? thread = _resumingHead;
        if (thread is not null)
        {
            _resumingHead = thread.NextResuming;
            thread.NextResuming = null;
            if (_resumingHead is null)
            {
                _resumingTail = null;
            }
        }

        return thread;
    }

    /// <summary>Takes the next call to start; only when <see cref="CanStart"/>.</summary>
    internal GuestJob TakeJob()
    {
        GuestJob job = _head!;
        _head = job.Next;
        job.Next = null;
        if (_head is null)
        {
            _tail = null;
        }

        Queued--;
        Concurrent++;
        return job;
    }

    /// <summary>Returns a call that could not be started to the head of the queue.</summary>
    internal void PutBack(GuestJob job)
    {
        job.Next = _head;
        _head = job;
        _tail ??= job;
        Queued++;
    }
}
