namespace Whorl.Triggers.Events;

/// <summary>
/// How long to wait before something is tried again: longer each time, up to a bound. Chance spreads the attempts of many who have lost
/// the same server.
/// </summary>
/// <param name="first">The first wait.</param>
/// <param name="longest">The bound.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private const int MaxDoublings = 30;

    private int _failures;

    /// <summary>The next wait: between half of the time that it has come to and all of it.</summary>
    public TimeSpan Next()
    {
        double wait = Math.Min(first.TotalMilliseconds * Math.Pow(2, _failures), longest.TotalMilliseconds);
        _failures = Math.Min(_failures + 1, MaxDoublings);
        return TimeSpan.FromMilliseconds(wait * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    /// <summary>It has worked: the next failure is a first one.</summary>
    public void Reset() => _failures = 0;
}
