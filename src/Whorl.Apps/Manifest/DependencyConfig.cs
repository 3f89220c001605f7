using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>A dependency of a component or a trigger, as written.</summary>
/// <param name="Key">The key it stands at; for a trigger's dependency, the role.</param>
/// <param name="Name">What the key says; null for a trigger's dependency.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Export">The export to use.</param>
/// <param name="Inherits">What it takes over from its parent; null when it does not say.</param>
internal sealed record DependencyConfig(
    Located<string> Key, DependencyName? Name, DependencySource Source, Located<string>? Export, InheritedCapabilities? Inherits)
{
    public SourceLocation Location => Key.Location;
}
