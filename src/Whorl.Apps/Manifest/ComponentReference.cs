using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Manifest;

/// <summary>A trigger's component: named by id, or defined in place and then given an id.</summary>
internal sealed class ComponentReference(SourceLocation location)
{
    public SourceLocation Location { get; } = location;

    /// <summary>The id; null for a component defined in place until it is given one.</summary>
    public string? Id { get; set; }

    public ComponentConfig? Inline { get; init; }
}
