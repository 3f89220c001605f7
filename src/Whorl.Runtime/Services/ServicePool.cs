using Whorl.Runtime.Http;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;
using Whorl.Runtime.Scheduling;

namespace Whorl.Runtime.Services;

/// <summary>
/// The instances of a component that answers by <c>wasi:http/handler</c>, each working on several requests. Requests beyond what the
/// instances may take wait in a bounded queue.
/// </summary>
internal sealed class ServicePool : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a guest may take to give up a request whose time is up; then its instance is ended.</summary>
    private const long GraceMilliseconds = 1000;

    private readonly Lock _gate = new();
    private readonly ReuseOptions _reuse;
    private readonly GuestLane _lane;
    private readonly List<ServiceInstance> _open = [];
    private readonly HashSet<ServiceInstance> _all = [];
    private readonly HashSet<ServiceInstance> _failed = [];
    private readonly List<ServiceCall> _calls = [];
    private readonly Queue<ServiceCall> _waiting = new();
    private readonly Timer _timer;
    private readonly int _maxCalls;
    private bool _disposed;
    private bool _ticking;

    public ServicePool(LoadedComponent component, ReuseOptions reuse)
    {
        Component = component;
        _reuse = reuse;

        // What is in this lane has been admitted: its bounds are the pool's own.
        _lane = component.Room.Scheduler.CreateLane(component.Id, new LaneOptions { MaxConcurrent = int.MaxValue, MaxQueued = int.MaxValue });
        _maxCalls = (int)Math.Min((long)component.Limits.MaxConcurrency * reuse.MaxConcurrent.From, int.MaxValue);
        _timer = new Timer(static pool => ((ServicePool)pool!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public LoadedComponent Component { get; }

    /// <summary>Takes a request, or queues it.</summary>
    /// <returns>False when the queue is full: nothing will happen.</returns>
    public bool TryStart(HttpInvocation invocation)
    {
        var call = new ServiceCall(this, invocation);
        lock (_gate)
        {
            if (_disposed)
            {
                return false;
            }

            if (_calls.Count >= _maxCalls)
            {
                if (_waiting.Count >= Component.Limits.QueueLength)
                {
                    return false;
                }

                _waiting.Enqueue(call);
                return true;
            }

            Begin(call);
        }

        if (!Component.Room.TryVisit(_lane, call))
        {
            Schedule(call);
        }

        return true;
    }

    /// <summary>Runs a job on a guest thread when its turn comes.</summary>
    public void Schedule(GuestJob job)
    {
        if (!Component.Room.TrySchedule(_lane, job))
        {
            // The scheduler has stopped. What is under way must come to its end all the same.
            ThreadPool.UnsafeQueueUserWorkItem(static job => job.Run(), job, preferLocal: false);
        }
    }

    /// <summary>Ends an instance with all the requests on it.</summary>
    public void End(ServiceInstance instance)
    {
        lock (_gate)
        {
            _failed.Add(instance);
        }

        instance.End();
        Schedule(new FailJob(instance));
    }

    /// <summary>An instance with room for another request; made if there is none. Called on a guest thread.</summary>
    public ServiceInstance Take()
    {
        lock (_gate)
        {
            if (Find() is { } found)
            {
                Occupy(found);
                return found;
            }
        }

        var made = new ServiceInstance(this, _reuse);
        lock (_gate)
        {
            _all.Add(made);
            _open.Add(made);
            Occupy(made);
            return made;
        }
    }

    /// <summary>Takes note of a failure.</summary>
    /// <returns>Whether it is the instance's first: the others are its consequences.</returns>
    public bool NoteFailure(ServiceInstance instance, in GuestOutcome outcome)
    {
        if (outcome.End is GuestEnd.Returned or GuestEnd.ClientGone or GuestEnd.WallLimit)
        {
            return true;
        }

        lock (_gate)
        {
            return _failed.Add(instance);
        }
    }

    /// <summary>A request is over, and so is the guest's work on it.</summary>
    public void Return(ServiceCall call, ServiceInstance? instance)
    {
        ServiceCall? next = null;
        ServiceInstance? over = null;
        lock (_gate)
        {
            Remove(call);
            if (instance is not null)
            {
                over = Vacate(instance);
            }

            if (_waiting.TryDequeue(out next))
            {
                Begin(next);
            }
        }

        if (next is not null)
        {
            Schedule(next);
        }

        if (over is { Guest.Loop.IsOnLoop: true })
        {
            Schedule(new EndJob(over));
        }
        else
        {
            over?.Dispose();
        }
    }

    /// <summary>Ends all instances. No request may be under way.</summary>
    public void Dispose()
    {
        List<ServiceInstance> all;
        lock (_gate)
        {
            _disposed = true;
            all = [.. _all];
            _all.Clear();
            _open.Clear();
        }

        _timer.Dispose();
        foreach (ServiceInstance instance in all)
        {
            instance.Dispose();
        }
    }

    /// <summary>
    /// The last one first: its memory is most likely in the processor's caches, and the others may become idle. One that computes is
    /// taken only when there are instances for all cores.
    /// </summary>
    private ServiceInstance? Find()
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            ServiceInstance instance = _open[i];
            if (instance.IsOver)
            {
                _open.RemoveAt(i);
            }
            else if (!instance.IsComputing)
            {
                return instance;
            }
        }

        return _all.Count < Component.Room.Scheduler.Options.Slots ? null : _open.LastOrDefault();
    }

    private void Begin(ServiceCall call)
    {
        TimeSpan limit = Component.Limits.Wall;
        if (_reuse.RequestMilliseconds is { } range && TimeSpan.FromMilliseconds(range.Draw()) is var own && own < limit)
        {
            limit = own;
        }

        call.Deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        call.Index = _calls.Count;
        _calls.Add(call);
        StartTicking();
    }

    private void Remove(ServiceCall call)
    {
        ServiceCall last = _calls[^1];
        _calls[call.Index] = last;
        last.Index = call.Index;
        _calls.RemoveAt(_calls.Count - 1);
    }

    private void Occupy(ServiceInstance instance)
    {
        instance.Active++;
        instance.Room--;
        instance.Left--;
        if (instance.Room == 0 || instance.Left == 0)
        {
            _open.Remove(instance);
        }
    }

    /// <returns>The instance, if it is to be ended.</returns>
    private ServiceInstance? Vacate(ServiceInstance instance)
    {
        instance.Active--;
        instance.Room++;
        bool isSpent = instance.Left == 0 || instance.IsOver;
        if (!isSpent && instance.Room == 1)
        {
            _open.Add(instance);
        }

        if (instance.Active > 0)
        {
            return null;
        }

        instance.IdleSince = Environment.TickCount64;
        return isSpent ? Forget(instance) : null;
    }

    private ServiceInstance? Forget(ServiceInstance instance)
    {
        _open.Remove(instance);
        _failed.Remove(instance);
        return _all.Remove(instance) ? instance : null;
    }

    private void StartTicking()
    {
        if (!_ticking)
        {
            _ticking = true;
            _timer.Change(s_period, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Gives up requests whose time is up, and ends instances that are idle.</summary>
    private void Tick()
    {
        List<ServiceCall>? late = null;
        List<ServiceInstance>? idle = null;
        lock (_gate)
        {
            _ticking = false;
            if (_disposed)
            {
                return;
            }

            long now = Environment.TickCount64;
            foreach (ServiceCall call in _calls)
            {
                if (call.Deadline < now)
                {
                    (late ??= []).Add(call);
                    call.Deadline = now + GraceMilliseconds;
                }
            }

            foreach (ServiceInstance instance in _all)
            {
                if (instance.Active == 0 && now - instance.IdleSince >= instance.IdleLimit.TotalMilliseconds)
                {
                    (idle ??= []).Add(instance);
                }
            }

            idle?.ForEach(instance => Forget(instance));
            if (_calls.Count > 0 || _all.Count > 0)
            {
                StartTicking();
            }
        }

        late?.ForEach(static call => call.GiveUp(GuestEnd.WallLimit));
        idle?.ForEach(instance => Schedule(new EndJob(instance)));
    }

    /// <summary>Fails the requests on an instance, which then give it back. On a guest thread, as the next one.</summary>
    private sealed class FailJob(ServiceInstance instance) : GuestJob
    {
        protected internal override void Run() => instance.Guest.Dispose();
    }

    /// <summary>The end of an instance, on a guest thread: it may have to wait for the thread that is just leaving its loop.</summary>
    private sealed class EndJob(ServiceInstance instance) : GuestJob
    {
        protected internal override void Run() => instance.Dispose();
    }
}
