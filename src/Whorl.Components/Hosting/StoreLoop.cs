namespace Whorl.Components.Hosting;

/// <summary>
/// The event loop of a component instance's store. Tasks of guests and what the host completes for them take turns in it. At most one
/// thread is in the loop at a time; any thread may post work to it, and the <see cref="Scheduler"/> finds a thread when none is in it.
/// </summary>
public sealed class StoreLoop
{
    internal StoreLoop(ComponentInstance instance) => Instance = instance;

    /// <summary>The component instance.</summary>
    public ComponentInstance Instance { get; }

    /// <summary>Finds a thread when work has come and no thread is in the loop; by default one of the thread pool.</summary>
    public IStoreScheduler? Scheduler { get; set; }

    /// <summary>Told around every wait of a thread that is in the loop.</summary>
    public IBlockingRegion? Blocking { get; set; }

    /// <summary>Whether the calling thread is in the loop.</summary>
    public bool IsOnLoop { get; internal set; }

    /// <summary>How many calls from the host have not come to their end: neither returned and exited, nor failed.</summary>
    public int ActiveCalls { get; internal set; }

    /// <summary>
    /// Whether there are calls that can go on only if another call comes: nothing is ready, the host owes no completion, and holds no
    /// end of a stream or future. Only on the loop.
    /// </summary>
    public bool IsStuck { get; internal set; }

    /// <summary>Queues work. Any thread.</summary>
    public void Post(LoopWork work) => throw new NotSupportedException();

    /// <summary>Does work now, if no thread is in the loop, and what becomes ready by it; queues it otherwise. Any thread.</summary>
    public void Run(LoopWork work) => throw new NotSupportedException();

    /// <summary>Does all that is ready. Only as <see cref="IStoreScheduler.Schedule"/> asks for it.</summary>
    public void Pump() => throw new NotSupportedException();

    /// <summary>Does what is ready, and waits for more, until the condition holds.</summary>
    /// <param name="condition">Asked on this thread whenever something was done.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GuestTrapException">Nothing is left that could make the condition true: a deadlock.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void RunUntil(Func<bool> condition, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
