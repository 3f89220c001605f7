using System.Collections.Immutable;

namespace Whorl.Components.Inspection;

/// <summary>A core module, inside a component or by itself.</summary>
public sealed record InspectedModule
{
    /// <summary>What the component, or else the module's own name section, calls it; null for nothing.</summary>
    public string? Name { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes of code in it.</summary>
    public required long CodeBytes { get; init; }

    /// <summary>Bytes of data in it that instances begin with.</summary>
    public required long DataBytes { get; init; }

    /// <summary>The functions that it defines.</summary>
    public required int Functions { get; init; }

    /// <summary>The memories that it defines.</summary>
    public required ImmutableArray<InspectedMemory> Memories { get; init; }

    /// <summary>What it does.</summary>
    public ModuleRole Role { get; init; }

    /// <summary>
    /// Whether an instance of the component has it. A shim and its fix-up that can be bound away are not instantiated; nor is a module
    /// that the component never instantiates.
    /// </summary>
    public bool IsInstantiated { get; init; } = true;

    /// <summary>What made it.</summary>
    public required Toolchain Toolchain { get; init; }
}
