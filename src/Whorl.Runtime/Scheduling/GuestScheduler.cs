namespace Whorl.Runtime.Scheduling;

/// <summary>
/// Runs guests on threads of its own. Guests of WASI 0.2 are synchronous: one that waits holds its thread, so there are many threads
/// but only as many <em>slots</em> as cores, and a guest holds a slot only while it computes. A guest that waits gives its slot back
/// (<see cref="EnterBlocking"/>), another thread takes it at once, and the first queues for a slot again when its wait is over.
/// A guest that computes for long loses its slot while others wait, and competes with them under the operating system's scheduler.
/// </summary>
/// <remarks>
/// One lock guards all state; it is held for tens of nanoseconds, and threads are woken after it was left. A thread that finishes
/// takes the next job without parking, so under load a request costs no wake-up.
/// </remarks>
public sealed partial class GuestScheduler : IDisposable
{
    private readonly Lock _gate = new();
    private readonly GuestThread?[] _slots;
    private readonly int[] _freeSlots;
    private int _freeSlotCount;
    private int _maxThreads;
    private int _idle;
    private int _blocked;
    private int _queued;
    private int _overdue;
    private volatile bool _stopped;

    /// <summary>Makes a scheduler; threads start with the first job.</summary>
    public GuestScheduler(SchedulerOptions options)
    {
        Options = options;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxThreads, options.Slots);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxOverdue, 1);
        _slots = new GuestThread?[options.Slots];
        _freeSlots = new int[options.Slots];
        for (int i = 0; i < options.Slots; i++)
        {
            _freeSlots[i] = options.Slots - 1 - i;
        }

        _freeSlotCount = options.Slots;
        _maxThreads = options.MaxThreads;
    }

    /// <summary>The bounds in force.</summary>
    public SchedulerOptions Options { get; }

    /// <summary>A snapshot of the counts.</summary>
    public SchedulerStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return new(_threads.Count, _idle, Options.Slots - _freeSlotCount + _visiting, _overdue, _blocked, _queued);
            }
        }
    }

    /// <summary>Whether any job runs, waits inside its guest, or is queued.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (_gate)
            {
                return _threads.Count > _idle || _queued > 0;
            }
        }
    }

    /// <summary>Makes the queue of one component.</summary>
    public GuestLane CreateLane(string name, LaneOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrent, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxQueued, 1);
        return new(name, options, Options.MaxOverdue);
    }

    /// <summary>Queues a job; it runs as soon as the lane's turn comes.</summary>
    /// <returns>False when the lane's queue is full or the scheduler has stopped: the job will not run.</returns>
    public bool TrySchedule(GuestLane lane, GuestJob job) => TrySchedule(lane, job, isAdmitted: false);

    /// <summary>Queues a job whose number somebody else bounds, also when the lane's queue is full.</summary>
    /// <returns>False when the scheduler has stopped: the job will not run.</returns>
    public bool TryScheduleAdmitted(GuestLane lane, GuestJob job) => TrySchedule(lane, job, isAdmitted: true);

    private bool TrySchedule(GuestLane lane, GuestJob job, bool isAdmitted)
    {
        GuestThread? wake;
        lock (_gate)
        {
            if (_stopped || !(isAdmitted || lane.HasRoom))
            {
                return false;
            }

            lane.Queue(job);

            _queued++;
            Offer(lane);
            wake = Assign();
        }

        WakeAll(wake, except: null);
        return true;
    }

    /// <summary>Ends idle threads and refuses further jobs. Guests that run or wait come to their end first.</summary>
    public void Dispose()
    {
        GuestThread? wake = null;
        lock (_gate)
        {
            _stopped = true;
            while (PopIdle() is { } thread)
            {
                RemoveThread(thread);
                thread.NextToWake = wake;
                wake = thread;
            }

            _inspectionRequested?.Set();
        }

        WakeAll(wake, except: null);
    }

    /// <summary>Called by a guest thread between two jobs; parks it while there are none.</summary>
    /// <returns>False when the thread is to end.</returns>
    internal bool CompleteAndTakeNext(GuestThread thread)
    {
        GuestThread? wake;
        bool assigned;
        lock (_gate)
        {
            GuestLane lane = thread.Lane!;
            lane.Concurrent--;
            LeaveSlot(thread);
            thread.Job = null;
            thread.Lane = null;
            PushIdle(thread);
            Offer(lane);
            wake = Assign();
            assigned = !thread.IsIdle;
            if (!assigned && _stopped)
            {
                RemoveIdle(thread);
                RemoveThread(thread);
                return false;
            }
        }

        WakeAll(wake, except: thread);
        return assigned || ParkUntilAssigned(thread);
    }

    /// <remarks>
    /// Each wake-up is taken by exactly one park, even when the time-out and an assignment cross: a signal left over would let a later
    /// park end too early.
    /// </remarks>
    private bool ParkUntilAssigned(GuestThread thread)
    {
        while (!thread.Park(Options.IdleTimeout))
        {
            if (TryRetire(thread))
            {
                return false;
            }
        }

        return thread.Job is not null;
    }

    /// <summary>The system would give no more threads: the job goes back to its queue, and the bound becomes what there is.</summary>
    internal void OnStartFailed(GuestThread thread)
    {
        lock (_gate)
        {
            GuestLane lane = thread.Lane!;
            LeaveSlot(thread);
            lane.Concurrent--;
            lane.PutBack(thread.Job!);
            _queued++;
            RemoveThread(thread);
            _maxThreads = Math.Max(1, _threads.Count);
            Offer(lane);
            RequestInspection();
        }

        thread.Dispose();
    }

    private static void WakeAll(GuestThread? first, GuestThread? except)
    {
        while (first is not null)
        {
            GuestThread? next = first.NextToWake;
            first.NextToWake = null;
            if (first != except)
            {
                first.Wake();
            }

            first = next;
        }
    }

    /// <summary>Fills free slots from the lanes in turn.</summary>
    /// <returns>The threads to wake once the lock is left, linked through <see cref="GuestThread.NextToWake"/>.</returns>
    private GuestThread? Assign()
    {
        GuestThread? wake = null;
        int refusals = 0;
        while (_freeSlotCount > 0 && refusals < _ringLength)
        {
            GuestLane lane = TakeFromRing();
            GuestThread? thread = lane.IsReady ? TakeReady(lane) : null;
            Offer(lane);
            if (thread is not null)
            {
                TakeSlot(thread);
                thread.NextToWake = wake;
                wake = thread;
                refusals = 0;
            }
            else if (lane.InRing)
            {
                // There was no thread to be had. Another lane may still have a guest that waits to go on with a thread it has.
                refusals++;
            }
        }

        if (_ringLength > 0)
        {
            RequestInspection();
        }

        return wake;
    }

    private GuestThread? TakeReady(GuestLane lane)
    {
        if (lane.TakeResuming() is { } resuming)
        {
            return resuming;
        }

        if (!lane.CanStart || (PopIdle() ?? TryAddThread()) is not { } thread)
        {
            return null;
        }

        thread.Lane = lane;
        thread.Job = lane.TakeJob();
        _queued--;
        return thread;
    }

    private void TakeSlot(GuestThread thread)
    {
        int slot = _freeSlots[--_freeSlotCount];
        _slots[slot] = thread;
        thread.Slot = slot;
        thread.StintStart = _inspection;
    }

    /// <summary>Takes the slot, or the licence to compute without one, back from a thread.</summary>
    private void LeaveSlot(GuestThread thread)
    {
        if (thread.IsOverdue)
        {
            thread.IsOverdue = false;
            thread.Lane!.Overdue--;
            _overdue--;
            return;
        }

        if (thread.Slot < 0)
        {
            _visiting--;
            return;
        }

        _slots[thread.Slot] = null;
        _freeSlots[_freeSlotCount++] = thread.Slot;
        thread.Slot = -1;
    }
}
