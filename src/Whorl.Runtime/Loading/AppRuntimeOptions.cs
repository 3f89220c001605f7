using System.Collections.Immutable;
using Whorl.Apps.Configuration;
using Whorl.Apps.Network;
using Whorl.Apps.Registries;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Otel;
using Whorl.Runtime.Logs;
using Whorl.Runtime.Scheduling;
using Whorl.Runtime.Services;

namespace Whorl.Runtime.Loading;

/// <summary>How an app is run, besides what its manifest says.</summary>
public sealed record AppRuntimeOptions
{
    /// <summary>Whether compiled modules are kept for the next start.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>The folder of the caches; null for the user's own.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Where the user says which registries packages come from.</summary>
    public PackageRegistryOptions Registries { get; init; } = PackageRegistryOptions.OfUser();

    /// <summary>Whether memories come from a pool.</summary>
    public bool Pooling { get; init; } = true;

    /// <summary>Bytes of memory for one instance of any component, in place of what the manifest says; null to leave that.</summary>
    public long? MaxInstanceMemoryBytes { get; init; }

    /// <summary>Whether guests may write files, each into an overlay of its own.</summary>
    public bool TransientWrites { get; init; }

    /// <summary>Where the values of variables come from, first to last.</summary>
    public ImmutableArray<IVariableProvider> VariableProviders { get; init; } = [];

    /// <summary>What the operator configured: stores, databases and what else capabilities need.</summary>
    public RuntimeConfig Config { get; init; } = RuntimeConfig.Empty;

    /// <summary>What is put into the key-value store <c>default</c> before the app is served.</summary>
    public ImmutableArray<KeyValuePair<string, string>> InitialKeyValues { get; init; } = [];

    /// <summary>SQL that is run before the app is served, each with the label of its database.</summary>
    public ImmutableArray<KeyValuePair<string, string>> InitialStatements { get; init; } = [];

    /// <summary>The folder, absolute, that keeps the app's state; null to keep it in memory until the app ends.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Networks that no component may reach, whatever its manifest says.</summary>
    public BlockedNetworks BlockedNetworks { get; init; } = BlockedNetworks.None;

    /// <summary>The server to which components' requests over <c>http</c> go in HTTP/2; null for none.</summary>
    public OutboundDestination? PlaintextHttp2 { get; init; }

    /// <summary>Where component output goes.</summary>
    public LogOptions Logs { get; init; } = new();

    /// <summary>Where the spans, metrics and log records go that components make by <c>wasi:otel</c>; null for nowhere.</summary>
    public IGuestTelemetrySink? GuestTelemetry { get; init; }

    /// <summary>What component output that is followed is written to; null for the process's standard error.</summary>
    public Stream? FollowStream { get; init; }

    /// <summary>The bounds of the threads that guests run on.</summary>
    public SchedulerOptions Scheduler { get; init; } = new();

    /// <summary>How instances that can work on several requests are reused.</summary>
    public ReuseOptions Reuse { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
