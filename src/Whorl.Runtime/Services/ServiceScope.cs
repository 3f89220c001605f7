using System.Diagnostics;
using Whorl.Wasi;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Services;

/// <summary>What belongs to one request to a service, and is carried by all tasks that its instance runs for it.</summary>
internal sealed class ServiceScope(WasiContext context, int depth) : RequestScope(context)
{
    /// <summary>What the request's tasks have computed.</summary>
    public CpuAccount Cpu { get; } = new();

    /// <summary>How many calls of other guests the request is nested in.</summary>
    public int Depth => depth;

    /// <summary>The span of the request.</summary>
    public ActivityContext Trace { get; init; }
}
