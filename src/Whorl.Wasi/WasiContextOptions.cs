using System.Collections.Immutable;
using Whorl.Wasi.Files;

namespace Whorl.Wasi;

/// <summary>What all instances of a component have in common. Immutable; made once per component.</summary>
public sealed record WasiContextOptions
{
    /// <summary>Environment variables, in the order in which the guest sees them.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Arguments, the program's name first.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The files that the guest finds under <c>/</c>.</summary>
    public FileTree Files { get; init; } = FileTree.Empty;

    /// <summary>Whether the guest may write files. What it writes stays in memory, and goes with the instance.</summary>
    public bool TransientWrites { get; init; }

    /// <summary>The clocks and timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How much an instance may take.</summary>
    public WasiLimits Limits { get; init; } = WasiLimits.Default;
}
