namespace Whorl.Wasmtime;

/// <summary>Advances an engine's epoch at a steady pace, on a thread of its own, until it is disposed.</summary>
public sealed class EpochTicker : IDisposable
{
    private readonly ManualResetEventSlim _stop = new(initialState: false);
    private readonly Thread _thread;

    /// <summary>Starts ticking.</summary>
    /// <param name="engine">The engine; it must outlive the ticker.</param>
    /// <param name="period">Time between ticks, at least a millisecond.</param>
    public EpochTicker(Engine engine, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.FromMilliseconds(1));
        Period = period;
        _thread = new Thread(() =>
        {
            // One tick for each wake-up, however late it comes: a machine that was suspended must not fail every guest at once.
            while (!_stop.Wait(period))
            {
                engine.IncrementEpoch();
            }
        })
        {
            IsBackground = true,
            Name = "Whorl epoch ticker",
            Priority = ThreadPriority.AboveNormal,
        };
        _thread.Start();
    }

    /// <summary>Time between ticks.</summary>
    public TimeSpan Period { get; }

    /// <summary>Stops ticking; no tick follows the return.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }
}
