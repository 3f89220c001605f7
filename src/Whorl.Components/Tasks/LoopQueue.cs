using Whorl.Components.Hosting;

namespace Whorl.Components.Tasks;

/// <summary>Work in the order in which it became ready. Only the loop's own thread uses it.</summary>
internal struct LoopQueue
{
    private LoopWork? _first;
    private LoopWork? _last;

    public readonly bool IsEmpty => _first is null;

    public void Add(LoopWork work)
    {
        work.NextWork = null;
        if (_last is null)
        {
            _first = work;
        }
        else
        {
            _last.NextWork = work;
        }

        _last = work;
    }

    /// <summary>Adds a task that waits to enter, before those that wait likewise but have come later.</summary>
    public void AddEntrant(GuestTask task)
    {
        LoopWork? previous = null;
        for (var work = _first; work is not null; work = work.NextWork)
        {
            if (work is GuestTask { Wait: TaskWait.Entry } other && other.Number > task.Number)
            {
                task.NextWork = work;
                if (previous is null)
                {
                    _first = task;
                }
                else
                {
                    previous.NextWork = task;
                }

                return;
            }

            previous = work;
        }

        Add(task);
    }

    /// <summary>
    /// Takes out the first piece that can run now. Tasks that something else has to make ready leave the queue on the way; those that only
    /// have to let another task finish stay.
    /// </summary>
    /// <param name="within">When not null, only tasks of this component instance that have started before.</param>
    /// <param name="end">When not null, only what stands before this mark.</param>
    public LoopWork? Take(Abi.ComponentState? within, LoopWork? end = null)
    {
        LoopWork? previous = null;
        for (var work = _first; work != end && work is not null;)
        {
            var next = work.NextWork;
            if (work is not GuestTask task)
            {
                if (within is null && work.CanRun)
                {
                    Remove(previous, work);
                    return work;
                }
            }
            else if (task.IsReady)
            {
                if (within is null ? !task.Component.IsStuck : task.Component == within && task.IsResumable)
                {
                    Remove(previous, work);
                    return work;
                }
            }
            else if (!task.IsExcluded)
            {
                Remove(previous, work);
                task.Dequeued();
                work = next;
                continue;
            }

            previous = work;
            work = next;
        }

        return null;
    }

    public void Remove(LoopWork work)
    {
        LoopWork? previous = null;
        for (var other = _first; other != work; other = other!.NextWork)
        {
            previous = other;
        }

        Remove(previous, work);
    }

    /// <summary>Takes out the first piece, whether or not it can run.</summary>
    public LoopWork? TakeAny()
    {
        var work = _first;
        if (work is not null)
        {
            Remove(null, work);
        }

        return work;
    }

    private void Remove(LoopWork? previous, LoopWork work)
    {
        if (previous is null)
        {
            _first = work.NextWork;
        }
        else
        {
            previous.NextWork = work.NextWork;
        }

        if (_last == work)
        {
            _last = previous;
        }

        work.NextWork = null;
    }
}
