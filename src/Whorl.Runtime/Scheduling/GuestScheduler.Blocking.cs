namespace Whorl.Runtime.Scheduling;

/// <content>Waiting guests and guests that compute for long.</content>
public sealed partial class GuestScheduler
{
    private readonly List<GuestJob> _jobsToCheck = [];
    private AutoResetEvent? _inspectionRequested;
    private bool _inspecting;
    private uint _inspection;

    /// <summary>
    /// Tells the scheduler that the calling guest is about to wait: its slot goes to another guest. Regions nest; on a thread that is
    /// not a guest's, nothing happens.
    /// </summary>
    public static void EnterBlocking()
    {
        if (GuestThread.Current is { } thread && thread.BlockingDepth++ == 0)
        {
            thread.Scheduler.Enter(thread);
        }
    }

    /// <summary>Ends a region begun with <see cref="EnterBlocking"/>; returns when the guest has a slot to compute with.</summary>
    public static void ExitBlocking()
    {
        if (GuestThread.Current is { } thread && --thread.BlockingDepth == 0)
        {
            thread.Scheduler.Exit(thread);
        }
    }

    /// <summary>
    /// One inspection: guests that have computed since the one before last go on without their slots when others want to compute.
    /// </summary>
    /// <returns>False when nobody waits for a slot, so that there is nothing left to inspect.</returns>
    internal bool Inspect()
    {
        GuestThread? wake = null;
        bool waiting;
        lock (_gate)
        {
            _inspection++;
            if (_ringLength > 0)
            {
                foreach (GuestThread? thread in _slots)
                {
                    if (thread is not null && _inspection - thread.StintStart >= 2)
                    {
                        LeaveSlot(thread);
                        thread.IsOverdue = true;
                        thread.Lane!.Overdue++;
                        _overdue++;
                    }
                }

                wake = Assign();
            }

            waiting = _ringLength > 0 && !_stopped;
            _inspecting = waiting;
        }

        WakeAll(wake, except: null);
        return waiting;
    }

    /// <summary>Has every running or waiting job look at its deadline. Called by one thread at a time.</summary>
    internal void CheckDeadlines()
    {
        lock (_gate)
        {
            foreach (GuestThread thread in _threads)
            {
                if (thread.Job is { } job)
                {
                    _jobsToCheck.Add(job);
                }
            }
        }

        foreach (GuestJob job in _jobsToCheck)
        {
            job.CheckDeadline();
        }

        _jobsToCheck.Clear();
    }

    private void Enter(GuestThread thread)
    {
        GuestThread? wake;
        int held;
        lock (_gate)
        {
            LeaveSlot(thread);
            _blocked++;
            held = NoteHold(thread);
            Offer(thread.Lane!);
            wake = Assign();
        }

        PoolReserve.Change(held);
        WakeAll(wake, except: null);
    }

    private void Exit(GuestThread thread)
    {
        lock (_gate)
        {
            _blocked--;
            if (_freeSlotCount > 0)
            {
                TakeSlot(thread);
                return;
            }

            thread.Lane!.QueueResuming(thread);
            Offer(thread.Lane);
            RequestInspection();
        }

        // Only the scheduler sets the event of a thread that is not idle, and only to hand it a slot.
        thread.Park(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that inspections take place while work waits. Called with the lock held.</summary>
    private void RequestInspection()
    {
        if (_inspecting || _stopped || Options.InspectionPeriod == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        _inspecting = true;
        if (_inspectionRequested is null)
        {
            _inspectionRequested = new AutoResetEvent(true);
            new Thread(InspectionLoop) { IsBackground = true, Name = "whorl-inspect" }.UnsafeStart();
        }
        else
        {
            _inspectionRequested.Set();
        }
    }

    private void InspectionLoop()
    {
        AutoResetEvent requested = _inspectionRequested!;
        while (!_stopped)
        {
            requested.WaitOne();
            do
            {
                requested.WaitOne(Options.InspectionPeriod);
            }
            while (Inspect());
        }

        // Whoever stops the scheduler sets the event under the lock.
        lock (_gate)
        {
            _inspectionRequested = null;
            requested.Dispose();
        }
    }
}
