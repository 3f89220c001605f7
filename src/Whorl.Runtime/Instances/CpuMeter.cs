using System.Diagnostics;

namespace Whorl.Runtime.Instances;

/// <summary>
/// Measures the CPU time of one guest on one thread. It costs nothing until it is first read, since most guests are done before
/// anybody asks: until then the guest is charged the time that passed without waiting.
/// </summary>
internal struct CpuMeter
{
    private long _started;
    private long _waitingSince;
    private long _waited;
    private TimeSpan _chargedBefore;
    private TimeSpan _clockBase;
    private bool _hasBase;

    public void Start() => _started = Stopwatch.GetTimestamp();

    public void BeginWait() => _waitingSince = Stopwatch.GetTimestamp();

    public void EndWait() => _waited += Stopwatch.GetTimestamp() - _waitingSince;

    /// <summary>The time that the guest computed. Called on its thread.</summary>
    public TimeSpan Read()
    {
        TimeSpan unblocked = Stopwatch.GetElapsedTime(0, Stopwatch.GetTimestamp() - _started - _waited);
        if (!ThreadClock.TryRead(out TimeSpan clock))
        {
            return unblocked;
        }

        if (!_hasBase)
        {
            _hasBase = true;
            _clockBase = clock;
            _chargedBefore = unblocked;
        }

        return _chargedBefore + (clock - _clockBase);
    }
}
