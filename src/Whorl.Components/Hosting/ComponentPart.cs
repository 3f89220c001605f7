using System.Collections.Immutable;

namespace Whorl.Components.Hosting;

/// <summary>One of several components that are linked into one: its binary, and which other parts meet its imports.</summary>
/// <remarks>A part that meets imports of several others is instantiated once, and they share it.</remarks>
/// <param name="name">What messages call it. A host can offer something of its own to each name.</param>
/// <param name="bytes">The component's binary, which must not change afterwards.</param>
public sealed class ComponentPart(string name, ReadOnlyMemory<byte> bytes)
{
    /// <summary>What messages call the part.</summary>
    public string Name { get; } = name;

    /// <summary>The component's binary.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>The imports that other parts meet; the first link that fits an import counts. All other imports are the host's.</summary>
    public ImmutableArray<ComponentLink> Links { get; init; } = [];
}
