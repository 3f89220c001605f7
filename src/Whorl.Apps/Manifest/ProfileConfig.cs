using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>What a build profile changes of a component, as written.</summary>
internal sealed class ProfileConfig
{
    public ComponentSource? Source { get; set; }

    public List<(Located<string> Name, Located<string> Value)> Environment { get; set; } = [];

    public List<DependencyConfig> Dependencies { get; set; } = [];

    public List<string>? BuildCommands { get; set; }
}
