using Whorl.Wasmtime;

namespace Whorl.Runtime.Instances;

/// <summary>The result of a guest call.</summary>
/// <param name="End">How it came to its end.</param>
/// <param name="Cause">What was thrown, if anything was.</param>
/// <param name="MemoryBytes">The size of the guest's memory at the end, as far as it is known.</param>
public readonly record struct GuestOutcome(GuestEnd End, Exception? Cause = null, long MemoryBytes = 0)
{
    /// <summary>The HTTP status for a client that has got no answer yet.</summary>
    public int Status => End switch
    {
        GuestEnd.CpuLimit or GuestEnd.WallLimit => 504,
        GuestEnd.NoInstance when Cause is PoolExhaustedException => 503,
        GuestEnd.ClientGone => 499,
        _ => 500,
    };
}
