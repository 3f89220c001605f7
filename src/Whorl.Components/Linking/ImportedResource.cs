using Whorl.Components.Types;

namespace Whorl.Components.Linking;

/// <summary>A resource type that the host has to provide.</summary>
/// <param name="Interface">The name of the imported instance; empty for a resource imported by itself.</param>
/// <param name="Name">The resource's name in that instance.</param>
/// <param name="Type">Its identity in every type of the plan.</param>
internal sealed record ImportedResource(string Interface, string Name, ResourceType Type)
{
    /// <summary>The interface that the import says it implements when its name is a plain one, else null.</summary>
    public string? Implements { get; init; }

    /// <summary>The part of a composition that imports it: an index into <see cref="LinkPlan.Parts"/>; 0 when there is only one.</summary>
    public int Part { get; init; }
}
