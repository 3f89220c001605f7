using Whorl.Capabilities.Calls;
using Whorl.Wasi;

namespace Whorl.Runtime.Instances;

/// <summary>What a store's state gives the hosts.</summary>
internal interface IGuestState : ITracePosition
{
    /// <summary>What the WASI hosts hold for the instance; only while it lives.</summary>
    WasiContext Context { get; }

    /// <summary>The instance as capabilities see it; only while it lives.</summary>
    CapabilityScope Scope { get; }

    /// <summary>How many calls of other guests the one that it is busy with is nested in. On the guest's thread.</summary>
    int Depth { get; }
}
