namespace Whorl.Wasi.Io;

/// <summary>
/// What a guest's thread sleeps on: one for an instance, whatever the number of things it waits for. Setting it means no more
/// than "look again", so a wake-up too many does no harm, and none is lost between looking and sleeping.
/// </summary>
internal sealed class WaitSignal
{
    // Monitor, since the Lock type has no condition variable and ManualResetEventSlim spins first.
    private readonly object _gate = new();
    private bool _set;

    public WaitSignal() => Wake = Set;

    /// <summary>Wakes the sleeper, or keeps the next sleep from beginning. For any thread.</summary>
    public Action Wake { get; }

    public void Reset()
    {
        lock (_gate)
        {
            _set = false;
        }
    }

    public void Wait()
    {
        lock (_gate)
        {
            while (!_set)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    private void Set()
    {
        lock (_gate)
        {
            _set = true;
            Monitor.Pulse(_gate);
        }
    }
}
