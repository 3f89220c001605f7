namespace Whorl.Runtime.Instances;

/// <summary>How a guest call came to its end.</summary>
public enum GuestEnd
{
    /// <summary>It returned.</summary>
    Returned,

    /// <summary>It trapped, or broke the canonical ABI.</summary>
    Trapped,

    /// <summary>It left through <c>wasi:cli/exit</c>.</summary>
    Exited,

    /// <summary>It computed longer than it may.</summary>
    CpuLimit,

    /// <summary>It took longer than it may, waiting included.</summary>
    WallLimit,

    /// <summary>It ran into a limit of what the host holds for it, such as its handles.</summary>
    HostLimit,

    /// <summary>No instance could be made of it: it does not fit its limits, or the engine's pool is empty.</summary>
    NoInstance,

    /// <summary>Whoever wanted the result has gone away.</summary>
    ClientGone,

    /// <summary>Nobody reads its output any more, which is how pipelines of programs end.</summary>
    OutputClosed,

    /// <summary>The host is being stopped, and has waited for it long enough.</summary>
    HostStopped,

    /// <summary>The host itself failed: a bug.</summary>
    HostFailed,
}
