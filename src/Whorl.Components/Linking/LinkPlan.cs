using System.Collections.Immutable;

namespace Whorl.Components.Linking;

/// <summary>
/// A component with all its nesting resolved: one flat list of steps over numbered slots. It is immutable, made once
/// per component and used by every instantiation.
/// </summary>
internal sealed record LinkPlan
{
    /// <summary>The core modules to compile; <see cref="InstantiateModule.Module"/> counts here.</summary>
    public required ImmutableArray<CoreModuleSource> Modules { get; init; }

    /// <summary>The steps of an instantiation, in order.</summary>
    public required ImmutableArray<Initializer> Initializers { get; init; }

    /// <summary>The functions that the host has to provide.</summary>
    public required ImmutableArray<ImportedFunction> Imports { get; init; }

    /// <summary>The functions that the component imports but that nothing in it uses: their interfaces have to be there all the same.</summary>
    public required ImmutableArray<ImportedFunction> UnusedImports { get; init; }

    /// <summary>The resource types that the host has to provide.</summary>
    public required ImmutableArray<ImportedResource> ImportedResources { get; init; }

    /// <summary>Component functions that core code calls.</summary>
    public required ImmutableArray<Lowering> Lowerings { get; init; }

    /// <summary>Core functions that the host or another component calls.</summary>
    public required ImmutableArray<LiftedFunction> Lifted { get; init; }

    /// <summary>The resources that components in the plan define.</summary>
    public required ImmutableArray<PlanResource> Resources { get; init; }

    /// <summary>What the outermost component exports.</summary>
    public required ExportTree Exports { get; init; }

    /// <summary>The names of the parts that were composed, to each of which the host may offer something of its own; empty for a component by itself.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>For each component instance, the index of the one that instantiated it; -1 for the outermost, which is first.</summary>
    public required ImmutableArray<int> ParentInstances { get; init; }

    /// <summary>The number of component instances, each with its own handle table and flags.</summary>
    public int ComponentInstanceCount => ParentInstances.Length;

    /// <summary>The number of core instance slots.</summary>
    public required int CoreInstanceCount { get; init; }

    /// <summary>The number of memory slots.</summary>
    public required int MemoryCount { get; init; }

    /// <summary>The number of realloc slots.</summary>
    public required int ReallocCount { get; init; }

    /// <summary>The number of post-return slots.</summary>
    public required int PostReturnCount { get; init; }

    /// <summary>The number of callback slots.</summary>
    public required int CallbackCount { get; init; }

    /// <summary>The number of table slots.</summary>
    public required int TableCount { get; init; }
}
