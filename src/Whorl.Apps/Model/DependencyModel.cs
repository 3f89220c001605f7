using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Model;

/// <summary>Something that satisfies an import of a component, or that wraps it.</summary>
public sealed record DependencyModel
{
    /// <summary>The import it satisfies; null for a dependency of a trigger, which is known by its role.</summary>
    public DependencyName? Name { get; init; }

    /// <summary>Where it was written.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>Where its Wasm comes from.</summary>
    public required DependencySource Source { get; init; }

    /// <summary><c>export</c>: the export that satisfies the import; null for the one of the same name.</summary>
    public string? Export { get; init; }

    /// <summary>What of the parent's capabilities it has.</summary>
    public InheritedCapabilities Inherits { get; init; }
}
