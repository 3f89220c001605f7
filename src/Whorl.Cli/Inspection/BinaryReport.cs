using System.Collections.Immutable;
using Whorl.Components.Inspection;

namespace Whorl.Cli.Inspection;

/// <summary>What is to be said about a Wasm binary.</summary>
internal abstract record BinaryReport
{
    /// <summary>The routes that lead to it, in an app.</summary>
    public ImmutableArray<string> Routes { get; init; } = [];

    /// <summary>What else calls it, in an app.</summary>
    public ImmutableArray<string> Triggers { get; init; } = [];

    /// <summary>What people call it: its file, or its id in an app.</summary>
    public required string Title { get; init; }

    /// <summary>The verdict of the engine's own implementation; null when it was not asked for.</summary>
    public ReferenceVerdict? Verdict { get; init; }
}

/// <summary>What is to be said about a component.</summary>
internal sealed record ComponentReport : BinaryReport
{
    public required ComponentInspection Inspection { get; init; }

    /// <summary>The imports, and who serves them.</summary>
    public required ImmutableArray<ServedImport> Imports { get; init; }

    /// <summary>The keys of the manifest that it may need, each with the imports that say so.</summary>
    public required ImmutableArray<(string Key, ImmutableArray<string> Imports)> Needs { get; init; }
}

/// <summary>What is to be said about a core module that is not in a component.</summary>
internal sealed record ModuleReport : BinaryReport
{
    public required CoreModuleInspection Inspection { get; init; }
}
