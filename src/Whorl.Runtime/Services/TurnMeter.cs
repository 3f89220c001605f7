using System.Diagnostics;
using Whorl.Runtime.Instances;

namespace Whorl.Runtime.Services;

/// <summary>
/// Charges the time of an instance's turns to those whose turns they are. Most requests are done long before anybody asks for their CPU
/// time, so an account is charged the time that passed at first, which costs next to nothing to find out; from <see cref="s_exactFrom"/>
/// on, and from the first look in the middle of a turn, it is the CPU time of the thread. So what an account is charged for turns during
/// which the thread had no processor is less than the smallest limit.
/// </summary>
internal struct TurnMeter
{
    private static readonly TimeSpan s_exactFrom = TimeSpan.FromMilliseconds(4);

    private CpuAccount? _account;
    private long _since;
    private TimeSpan _clockSince;
    private bool _byClock;

    /// <summary>Whose turn it is; null while no guest code runs.</summary>
    public readonly CpuAccount? Account => _account;

    /// <summary>Begins a turn, which ends the one before. Both on the same thread.</summary>
    public void Begin(CpuAccount account)
    {
        long now = Stopwatch.GetTimestamp();
        End(now);
        Begin(account, exactly: account.Used >= s_exactFrom, now);
    }

    /// <summary>Ends the turn.</summary>
    public void End() => End(Stopwatch.GetTimestamp());

    /// <summary>The time charged to the turn's account, up to now; from here on the turn is measured exactly.</summary>
    public TimeSpan Read()
    {
        if (_account is not { } account)
        {
            return TimeSpan.Zero;
        }

        long now = Stopwatch.GetTimestamp();
        End(now);
        Begin(account, exactly: true, now);
        return account.Used;
    }

    private void Begin(CpuAccount account, bool exactly, long now)
    {
        _account = account;
        _byClock = exactly && ThreadClock.TryRead(out _clockSince);
        _since = now;
    }

    private void End(long now)
    {
        if (_account is { } account)
        {
            account.Used += Elapsed(now);
            _account = null;
        }
    }

    private readonly TimeSpan Elapsed(long until)
    {
        if (_byClock)
        {
            return ThreadClock.TryRead(out TimeSpan now) ? now - _clockSince : TimeSpan.Zero;
        }

        TimeSpan passed = Stopwatch.GetElapsedTime(_since, until);
        return passed < s_exactFrom || !ThreadClock.IsSupported ? passed : s_exactFrom;
    }
}
