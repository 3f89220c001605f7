namespace Whorl.Runtime.Services;

/// <summary>The CPU time that guest code was given for one purpose: a request, or an instance's own doings.</summary>
internal sealed class CpuAccount
{
    /// <summary>The time so far, without the turn under way.</summary>
    public TimeSpan Used { get; set; }
}
