using System.Diagnostics;
using Whorl.Capabilities.Calls;
using Whorl.Runtime.Instances;
using Whorl.Wasi;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Services;

/// <summary>What belongs to one request to a service, and is carried by all tasks that its instance runs for it.</summary>
internal sealed class ServiceScope(WasiContext context, GuestInvocation invocation) : RequestScope(context)
{
    private OpenSpans? _spans;

    /// <summary>What the request's tasks have computed.</summary>
    public CpuAccount Cpu { get; } = new();

    /// <summary>How many calls of other guests the request is nested in.</summary>
    public int Depth => invocation.Depth;

    /// <inheritdoc/>
    public override CancellationToken Aborted => invocation.Aborted;

    /// <summary>The span of the request.</summary>
    public ActivityContext Trace => invocation.Outer;

    /// <summary>The guest's own spans in it that are open.</summary>
    public OpenSpans Spans => _spans ??= new OpenSpans();

    /// <summary>What the request's tasks ask for is a part of this.</summary>
    public ActivityContext Innermost => _spans?.Innermost is { } open && open != default ? open : Trace;
}
