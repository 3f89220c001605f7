using System.Diagnostics;
using Whorl.Components.Tasks;

namespace Whorl.Components.Hosting;

/// <content>Which thread is in the loop, and how others reach it.</content>
public sealed partial class StoreLoop
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int MaxTurns = 256;

    private readonly Lock _wakeLock = new();
    private ManualResetEventSlim? _wake;
    private LoopWork? _posted;
    private GuestTask? _base;
    private CancellationToken _cancellation;
    private volatile bool _waits;
    private int _state;
    private int _thread;
    private bool _isAnnounced;

    /// <summary>Finds a thread when work has come and no thread is in the loop; by default one of the thread pool.</summary>
    public IStoreScheduler Scheduler { get; set; } = PoolScheduler.Instance;

    /// <summary>Told around every wait of a thread that is in the loop.</summary>
    public IBlockingRegion? Blocking { get; set; }

    /// <summary>Ends the waits and yields of guests in the middle of their code, and with them the instance.</summary>
    public CancellationToken Aborted { get; set; }

    /// <summary>Whether the calling thread is in the loop.</summary>
    public bool IsOnLoop => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    private CancellationToken Abortion => _cancellation.CanBeCanceled ? _cancellation : Aborted;

    private bool HasPosted => Volatile.Read(ref _posted) is not null;

    /// <summary>Queues work. Any thread.</summary>
    public void Post(LoopWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (IsOnLoop)
        {
            _ready.Add(work);
            return;
        }

        Push(work);
        if (TryTake())
        {
            Scheduler.Schedule(this);
        }
        else if (_waits)
        {
            Wake();
        }
    }

    /// <summary>Does work now, if no thread is in the loop, and what becomes ready by it; queues it otherwise. Any thread.</summary>
    public void Run(LoopWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!IsOnLoop && TryTake())
        {
            _ready.Add(work);
            Pump();
        }
        else
        {
            Post(work);
        }
    }

    /// <summary>
    /// Does what is ready. Only as <see cref="IStoreScheduler.Schedule"/> asks for it. After many turns it asks for a thread again, so that a
    /// busy store does not keep one from others.
    /// </summary>
    public void Pump()
    {
        Debug.Assert(_state == Taken, "The loop is pumped when its scheduler is asked to.");
        do
        {
            Enter();
            TakePosted();
            for (var turns = 0; _ready.Take(within: null) is { } work; turns++)
            {
                Attempt(work);
                TakePosted();
                if (turns == MaxTurns)
                {
                    Exit();
                    Scheduler.Schedule(this);
                    return;
                }
            }
        }
        while (!TryLeave());
    }

    /// <summary>Does what is ready, and waits for more, until the condition holds or the instance has ended.</summary>
    /// <param name="condition">Asked on this thread whenever something was done.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>When nothing is left that could make the condition true, the instance ends with a trap: a deadlock.</remarks>
    public void RunUntil(Func<bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        RunUntil(null, condition, cancellationToken);
    }

    /// <summary>The same, with some work to begin with.</summary>
    internal void RunUntil(LoopWork? first, Func<bool> condition, CancellationToken cancellationToken = default)
    {
        if (!Take())
        {
            throw new InvalidOperationException("A host function cannot run the loop of the instance that calls it; make it async and await instead.");
        }

        if (first is not null)
        {
            _ready.Add(first);
        }

        _cancellation = cancellationToken;
        try
        {
            while (!condition() && !Instance.IsPoisoned)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Attempt(null);
            }

            if (Instance.IsPoisoned)
            {
                DiscardReady(Instance.EndCause);
            }
        }
        finally
        {
            _cancellation = default;
            Leave();
        }
    }

    /// <summary>Takes the loop for the calling thread; waits while another has it.</summary>
    /// <returns>False when this thread was in it already.</returns>
    internal bool Take()
    {
        if (IsOnLoop)
        {
            return false;
        }

        var wait = default(SpinWait);
        while (!TryTake())
        {
            wait.SpinOnce();
        }

        Enter();
        return true;
    }

    /// <summary>Gives the loop back; what is ready by then is for the scheduler.</summary>
    internal void Leave()
    {
        if (_ready.IsEmpty)
        {
            if (TryLeave())
            {
                return;
            }
        }
        else
        {
            Exit();
        }

        Scheduler.Schedule(this);
    }

    // Of an instance that has ended no guest runs any more, and its store may be gone: there is nothing to announce.
    private void Enter()
    {
        _thread = Environment.CurrentManagedThreadId;
        _isAnnounced = !Instance.IsPoisoned;
        if (_isAnnounced)
        {
            Scheduler.OnEntered(this);
        }
    }

    private void Exit()
    {
        if (_isAnnounced)
        {
            Scheduler.OnLeaving(this);
        }

        _thread = 0;
    }

    private bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Free) == Free;

    // Work that is posted while the loop is being left finds it taken, so that it is looked for once more afterwards.
    private bool TryLeave()
    {
        Exit();
        Interlocked.Exchange(ref _state, Free);
        return !HasPosted || !TryTake();
    }

    private void Push(LoopWork work)
    {
        LoopWork? first;
        do
        {
            first = Volatile.Read(ref _posted);
            work.NextWork = first;
        }
        while (Interlocked.CompareExchange(ref _posted, work, first) != first);
    }

    /// <summary>Moves what was posted to the queue, in the order of its coming.</summary>
    private void TakePosted()
    {
        if (!HasPosted)
        {
            return;
        }

        LoopWork? inOrder = null;
        for (var work = Interlocked.Exchange(ref _posted, null); work is not null;)
        {
            (work.NextWork, inOrder, work) = (inOrder, work, work.NextWork);
        }

        while (inOrder is not null)
        {
            var next = inOrder.NextWork;
            _ready.Add(inOrder);
            inOrder = next;
        }
    }

    private void WaitForPost()
    {
        lock (_wakeLock)
        {
            _wake ??= new ManualResetEventSlim();
            _wake.Reset();
            _waits = true;
        }

        // Whoever posts looks at the flag after the push; so the look for what was posted has to come after the flag.
        Interlocked.MemoryBarrier();
        if (!HasPosted && !Instance.IsPoisoned)
        {
            Blocking?.Enter();
            try
            {
                _wake.Wait(Abortion);
            }
            finally
            {
                Blocking?.Exit();
            }
        }

        _waits = false;
    }

    /// <summary>Ends a wait of the thread in the loop. Any thread.</summary>
    internal void Wake()
    {
        lock (_wakeLock)
        {
            _wake?.Set();
        }
    }

    /// <summary>Does work, or a step of any, at the bottom of the stack. A failure ends the instance.</summary>
    private void Attempt(LoopWork? work)
    {
        if (Instance.IsPoisoned)
        {
            work?.OnEnded(Instance.EndCause);
            return;
        }

        try
        {
            if (!(work is null ? Step(within: null) : work.Execute()))
            {
                Instance.Store.ThrowPending();
            }
        }
#pragma warning disable CA1031 // Whatever a guest or the host's code for it makes go wrong ends the instance, and nothing else.
        catch (Exception exception) when (Top is not null || exception is not OperationCanceledException || work is not null)
#pragma warning restore CA1031
        {
            (Top, _base, _within) = (null, null, null);
            Instance.Fail(exception);
        }
    }

    private sealed class PoolScheduler : IStoreScheduler
    {
        public static readonly PoolScheduler Instance = new();

        public void Schedule(StoreLoop loop) => ThreadPool.UnsafeQueueUserWorkItem(static l => l.Pump(), loop, preferLocal: false);
    }
}
