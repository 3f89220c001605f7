using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>A trigger as written.</summary>
internal sealed class TriggerConfig
{
    public required string Type { get; init; }

    public required SourceLocation Location { get; init; }

    public Located<string>? Id { get; set; }

    public ComponentReference? Component { get; set; }

    /// <summary>Whether there is a <c>component</c>, even one that cannot be understood.</summary>
    public bool HasComponent { get; set; }

    public List<(string Role, List<ComponentReference> Components)> Components { get; } = [];

    public List<(string Role, List<DependencyConfig> Dependencies)> Dependencies { get; } = [];

    /// <summary>All other keys.</summary>
    public required TomlTable Settings { get; init; }

    public IEnumerable<ComponentReference> AllComponents =>
        (Component is null ? [] : new[] { Component }).Concat(Components.SelectMany(c => c.Components));
}
