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

    /// <summary>Says what became of the guest, as the end of a sentence that begins with it.</summary>
    public string Describe() => End switch
    {
        GuestEnd.Returned => "returned",
        GuestEnd.Trapped => "trapped",
        GuestEnd.Exited => "exited before it was done",
        GuestEnd.CpuLimit => "reached its limit `cpu`",
        GuestEnd.WallLimit => "reached its limit `wall`",
        GuestEnd.HostLimit => "reached a limit",
        GuestEnd.NoInstance => "could not be instantiated",
        GuestEnd.ClientGone => "was ended, because nobody wants its result any more",
        GuestEnd.OutputClosed => "was ended, because nobody reads its output any more",
        GuestEnd.HostStopped => "was ended, because the app is being stopped",
        _ => "failed because of an error in the host",
    };
}
