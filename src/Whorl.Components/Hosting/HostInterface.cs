using System.Collections.Immutable;

namespace Whorl.Components.Hosting;

/// <summary>An interface that the host offers to components: resource types and functions under one versioned name.</summary>
/// <param name="name">The interface's name, such as <c>wasi:http/types@0.2.12</c>; empty for functions imported by plain name.</param>
/// <param name="resources">The resource types that the interface defines.</param>
/// <param name="functions">The functions that the interface offers.</param>
public sealed class HostInterface(string name, ImmutableArray<HostResource> resources, ImmutableArray<HostFunction> functions)
{
    /// <summary>The interface's name with its version, or the empty string for functions imported by plain name.</summary>
    public string Name { get; } = name;

    /// <summary>The resource types that the interface defines.</summary>
    public ImmutableArray<HostResource> Resources { get; } = resources;

    /// <summary>The functions that the interface offers.</summary>
    public ImmutableArray<HostFunction> Functions { get; } = functions;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
